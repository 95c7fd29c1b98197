namespace RocketMQ.Remoting.Bodies;

/// <summary>All groups of a broker: answer to 201, and <c>subscriptionGroup.json</c>. docs/protocol.md 2.4.9 and 4.7.</summary>
public sealed class SubscriptionGroupWrapper
{
    /// <summary>Version of the table.</summary>
    public DataVersion DataVersion { get; set; } = new();

    /// <summary>5.x: forbidden reads, bits by topic by group.</summary>
    public Dictionary<string, Dictionary<string, int>>? ForbiddenTable { get; set; }

    /// <summary>Groups by name.</summary>
    public Dictionary<string, SubscriptionGroupConfig> SubscriptionGroupTable { get; set; } = [];
}
