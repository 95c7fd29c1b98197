namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of 46. docs/protocol.md 2.4.5.</summary>
public sealed class CheckClientRequestBody
{
    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Group name.</summary>
    public string Group { get; set; } = "";

    /// <summary>5.x: namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Subscription to check.</summary>
    public SubscriptionData SubscriptionData { get; set; } = new();
}
