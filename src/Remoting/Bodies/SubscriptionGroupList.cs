namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: body of 225. docs/protocol.md 2.4.14.</summary>
public sealed class SubscriptionGroupList
{
    /// <summary>Groups.</summary>
    public List<SubscriptionGroupConfig> GroupConfigList { get; set; } = [];
}
