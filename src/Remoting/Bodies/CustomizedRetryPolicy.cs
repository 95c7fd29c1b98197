namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: delays one by one.</summary>
public sealed record CustomizedRetryPolicy
{
    /// <summary>Delays, milliseconds.</summary>
    public long[]? Next { get; set; }
}
