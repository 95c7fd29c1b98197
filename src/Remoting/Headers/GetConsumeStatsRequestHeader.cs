namespace RocketMQ.Remoting.Headers;

/// <summary>208: progress of a group. docs/protocol.md 2.4.9.</summary>
public sealed class GetConsumeStatsRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>All topics of the group when absent.</summary>
    public string? Topic { get; set; }

    /// <summary>5.x: topics, as text.</summary>
    public string? TopicList { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        Topic = fields.IfPresent("topic", Topic);
        TopicList = fields.IfPresent("topicList", TopicList);
    }
}
