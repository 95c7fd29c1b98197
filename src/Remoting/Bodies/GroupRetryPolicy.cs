namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: when a message is tried again. docs/protocol.md 2.1.</summary>
public sealed record GroupRetryPolicy
{
    /// <summary>A list of delays.</summary>
    public CustomizedRetryPolicy? CustomizedRetryPolicy { get; set; }

    /// <summary>Growing delays.</summary>
    public ExponentialRetryPolicy? ExponentialRetryPolicy { get; set; }

    /// <summary>CUSTOMIZED or EXPONENTIAL.</summary>
    public string? Type { get; set; }
}
