using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>A consumer group as one of its clients tells it. docs/protocol.md 2.1.</summary>
public sealed record ConsumerData
{
    /// <summary>Where a group without offsets starts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConsumeFromWhere ConsumeFromWhere { get; set; }

    /// <summary>Whether the client pulls or is pushed to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConsumeType ConsumeType { get; set; }

    /// <summary>Group name.</summary>
    public string GroupName { get; set; } = "";

    /// <summary>Whether members share messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MessageModel MessageModel { get; set; }

    /// <summary>Subscriptions.</summary>
    public List<SubscriptionData> SubscriptionDataSet { get; set; } = [];

    /// <summary>Whether the client runs in unit mode.</summary>
    public bool UnitMode { get; set; }
}
