namespace RocketMQ.ManagementConsole.Canaries;

/// <summary>How one broker did when it was sent small messages to read back.</summary>
/// <param name="BrokerName">The broker set, whose master it is.</param>
public sealed record Proof(string BrokerName)
{
    /// <summary>When a message last came back; null before the first.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When the last one was tried.</summary>
    public DateTimeOffset? LastTry { get; init; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Tries of the last hour.</summary>
    public int Tries { get; init; }

    /// <summary>Those that came back.</summary>
    public int Successes { get; init; }

    /// <summary>From sending to having read back, of the last hour, milliseconds: 99 of 100 took at most this; null without one.</summary>
    public double? P99 { get; init; }

    /// <summary>Of the last one that came back, milliseconds.</summary>
    public double? Last { get; init; }
}
