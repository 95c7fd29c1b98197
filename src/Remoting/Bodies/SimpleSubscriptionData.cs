namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: a subscription set by the operator.</summary>
public sealed record SimpleSubscriptionData
{
    /// <summary>Filter expression.</summary>
    public string? Expression { get; set; }

    /// <summary>TAG or SQL92.</summary>
    public string? ExpressionType { get; set; }

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Version of the subscription.</summary>
    public long Version { get; set; }
}
