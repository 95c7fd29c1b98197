namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>What somebody wants to see in the clear.</summary>
/// <param name="Topics">Messages of these topics.</param>
/// <param name="Reason">Why; the audit keeps it.</param>
/// <param name="Minutes">For how long.</param>
internal sealed record RevealRequest(IReadOnlyList<string> Topics, string Reason, int Minutes)
{
    /// <summary>Minutes to choose from.</summary>
    public static readonly IReadOnlyList<int> Choices = [5, 15, 60];

    /// <summary>Characters that a reason has at least: enough for a ticket's number.</summary>
    public const int ShortestReason = 5;

    /// <summary>Characters that a reason may have.</summary>
    public const int LongestReason = 500;

    /// <summary>Whether it may be asked so.</summary>
    public bool IsComplete => Reason.Trim().Length is >= ShortestReason and <= LongestReason && Choices.Contains(Minutes) && Topics.Count > 0;
}
