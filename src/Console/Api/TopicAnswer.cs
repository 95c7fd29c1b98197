using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>A topic.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Brokers">Its settings by name of the broker set.</param>
/// <param name="Ordered">Whether it is an order topic, as far as brokers and name servers know.</param>
/// <param name="OrderQueues">What name servers tell clients of an order topic's queues.</param>
/// <param name="MessageType">Kind of messages; null where brokers are too old for it, or that is not known.</param>
/// <param name="Stored">Messages ever stored; null when not known.</param>
/// <param name="InRate">Messages stored a second; null when not known.</param>
/// <param name="OutRate">Messages consumed a second by all groups together; null when not known.</param>
/// <param name="KeptHours">How long its brokers keep messages at least; null when not known.</param>
/// <param name="OldestAt">When the oldest message that its brokers still have was stored, whatever its topic; null when not known.</param>
internal sealed record TopicAnswer(
    string Name,
    TopicKind Kind,
    IReadOnlyDictionary<string, OnBroker> Brokers,
    bool Ordered,
    string? OrderQueues,
    string? MessageType,
    long? Stored,
    double? InRate,
    double? OutRate,
    double? KeptHours,
    DateTimeOffset? OldestAt)
{
    /// <summary>The answer about a topic.</summary>
    public static TopicAnswer Of(TopicSnapshot topic, TopicRow row) => new(
        topic.Name,
        topic.Kind,
        topic.Configs.ToDictionary(
            pair => pair.Key, pair => new OnBroker(pair.Value.ReadQueueNums, pair.Value.WriteQueueNums, ((Permissions)pair.Value.Perm).ToText(), pair.Value.Order)),
        row.Order,
        topic.OrderQueues,
        row.MessageType,
        row.Stored,
        row.InRate,
        row.OutRate,
        row.Kept?.TotalHours,
        row.OldestAt);
}

/// <summary>A topic's settings on one broker.</summary>
internal sealed record OnBroker(int ReadQueues, int WriteQueues, string Permission, bool Order);
