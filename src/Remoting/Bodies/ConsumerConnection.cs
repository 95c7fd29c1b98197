using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Connections of a consumer group: answer to 203. docs/protocol.md 2.4.9.</summary>
public sealed class ConsumerConnection
{
    /// <summary>Connections.</summary>
    public List<Connection> ConnectionSet { get; set; } = [];

    /// <summary>Where a group without offsets starts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConsumeFromWhere ConsumeFromWhere { get; set; }

    /// <summary>Whether clients pull or are pushed to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConsumeType ConsumeType { get; set; }

    /// <summary>Whether members share messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MessageModel MessageModel { get; set; }

    /// <summary>Subscriptions by topic.</summary>
    public Dictionary<string, SubscriptionData> SubscriptionTable { get; set; } = [];
}
