namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: answer to 345. docs/protocol.md 2.4.14.</summary>
public sealed class QuerySubscriptionResponseBody
{
    /// <summary>Group name.</summary>
    public string? Group { get; set; }

    /// <summary>Subscription.</summary>
    public SubscriptionData? SubscriptionData { get; set; }

    /// <summary>Topic name.</summary>
    public string? Topic { get; set; }
}
