namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>What became of one letter.</summary>
public enum LetterOutcome
{
    /// <summary>It was sent, or consumed by the member.</summary>
    Sent,

    /// <summary>It had been sent again before and was left alone.</summary>
    Skipped,

    /// <summary>It could not be sent.</summary>
    Failed,
}

/// <summary>What became of one letter.</summary>
/// <param name="Letter">Which.</param>
/// <param name="Outcome">In one word.</param>
/// <param name="Detail">Id of the message it became, or why it failed; null where there is nothing to say.</param>
public sealed record LetterResult(LetterKey Letter, LetterOutcome Outcome, string? Detail);

/// <summary>How far sending letters again is.</summary>
/// <param name="Total">Letters to send.</param>
/// <param name="Results">Those that are done, in order.</param>
/// <param name="IsStopped">Whether somebody stopped it.</param>
/// <param name="IsFinished">Whether nothing comes any more.</param>
public sealed record ResendProgress(int Total, IReadOnlyList<LetterResult> Results, bool IsStopped, bool IsFinished)
{
    /// <summary>How many letters came to an end of a kind.</summary>
    public int Count(LetterOutcome outcome) => Results.Count(result => result.Outcome == outcome);
}
