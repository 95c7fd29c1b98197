using RocketMQ.Model;

namespace RocketMQ.Broker.Popping;

/// <summary>How the topics of pop consumption are called, and the one-digit marks by which handles tell them apart (docs/protocol.md 2.4.14).</summary>
internal static class PopNames
{
    /// <summary>Stands for the revive queue in handles of messages that were popped in order: those are not in the revive topic.</summary>
    public const int OrderedReviveQueue = 999;

    /// <summary>Under this group's name the position in the revive topic is kept among the consumer offsets.</summary>
    public const string ReviveGroup = "CID_RMQ_SYS_REVIVE_GROUP";

    public static string ReviveTopicOf(string cluster) => SystemTopics.SystemPrefix + "REVIVE_LOG_" + cluster;

    /// <summary>The topic on which unacknowledged messages of a group come again.</summary>
    public static string RetryTopicOf(string topic, string group, bool version2) => SystemTopics.RetryPrefix + group + (version2 ? '+' : '_') + topic;

    /// <summary>0 for a normal topic, 1 and 2 for the two spellings of retry topics.</summary>
    public static char MarkOf(string topic) =>
        !SystemTopics.IsRetry(topic) ? '0' : topic.Contains('+', StringComparison.Ordinal) ? '2' : '1';

    /// <summary>The topic that a mark means; null where it means none.</summary>
    public static string? TopicOf(string mark, string topic, string group) => mark switch
    {
        "0" => topic,
        "1" => RetryTopicOf(topic, group, version2: false),
        "2" => RetryTopicOf(topic, group, version2: true),
        _ => null,
    };

    /// <summary>The normal topic that a message was sent to, from the topic it was popped from.</summary>
    public static string NormalTopicOf(string topic, string group)
    {
        var prefix = SystemTopics.RetryPrefix.Length + group.Length + 1;
        return SystemTopics.IsRetry(topic) && topic.Length > prefix && topic.AsSpan(SystemTopics.RetryPrefix.Length).StartsWith(group, StringComparison.Ordinal)
            ? topic[prefix..]
            : topic;
    }
}
