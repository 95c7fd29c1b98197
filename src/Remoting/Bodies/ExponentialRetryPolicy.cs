namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: growing delays.</summary>
public sealed record ExponentialRetryPolicy
{
    /// <summary>First delay, milliseconds.</summary>
    public long Initial { get; set; }

    /// <summary>Longest delay, milliseconds.</summary>
    public long Max { get; set; }

    /// <summary>Factor from one delay to the next.</summary>
    public long Multiplier { get; set; }
}
