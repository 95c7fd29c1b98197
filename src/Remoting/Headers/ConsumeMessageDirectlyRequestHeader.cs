namespace RocketMQ.Remoting.Headers;

/// <summary>309: has one consumer consume one message. docs/protocol.md 2.4.12.</summary>
public sealed class ConsumeMessageDirectlyRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Client id.</summary>
    public string? ClientId { get; set; }

    /// <summary>Offset id of the message; 5.x with a topic: unique id.</summary>
    public string? MsgId { get; set; }

    /// <summary>Name of the broker group.</summary>
    public string? BrokerName { get; set; }

    /// <summary>5.x: topic of the message.</summary>
    public string? Topic { get; set; }

    /// <summary>5.x: system flags of the topic.</summary>
    public int? TopicSysFlag { get; set; }

    /// <summary>5.x: system flags of the group.</summary>
    public int? GroupSysFlag { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        ClientId = fields.IfPresent("clientId", ClientId);
        MsgId = fields.IfPresent("msgId", MsgId);
        BrokerName = fields.IfPresent("brokerName", BrokerName);
        Topic = fields.IfPresent("topic", Topic);
        TopicSysFlag = fields.IfPresent("topicSysFlag", TopicSysFlag);
        GroupSysFlag = fields.IfPresent("groupSysFlag", GroupSysFlag);
    }
}
