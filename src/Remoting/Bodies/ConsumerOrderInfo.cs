namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: what a group popped in order and has not acknowledged: <c>consumerOrderInfo.json</c>. docs/protocol.md 4.7.</summary>
public sealed class ConsumerOrderInfo
{
    /// <summary>State by queue number by topic@group.</summary>
    public Dictionary<string, SortedDictionary<int, OrderInfo>> Table { get; set; } = [];
}
