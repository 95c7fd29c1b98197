namespace RocketMQ.Remoting.Headers;

/// <summary>200050, 5.x: reads messages with an invisible time. docs/protocol.md 2.4.14.</summary>
public sealed class PopMessageRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue; -1 for any.</summary>
    public int QueueId { get; set; }

    /// <summary>At most so many messages.</summary>
    public int MaxMsgNums { get; set; }

    /// <summary>How long a popped message stays invisible, milliseconds.</summary>
    public long InvisibleTime { get; set; }

    /// <summary>How long the broker may wait, milliseconds.</summary>
    public long PollTime { get; set; }

    /// <summary>When the request was made, milliseconds since 1970.</summary>
    public long BornTime { get; set; }

    /// <summary>Where a new group starts: 0 at the start, 1 at the end.</summary>
    public int InitMode { get; set; }

    /// <summary>TAG or SQL92.</summary>
    public string? ExpType { get; set; }

    /// <summary>Filter expression.</summary>
    public string? Exp { get; set; }

    /// <summary>Whether messages are wanted in order.</summary>
    public bool? Order { get; set; }

    /// <summary>Tells a repeated request.</summary>
    public string? AttemptId { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        MaxMsgNums = fields.Required("maxMsgNums", MaxMsgNums);
        InvisibleTime = fields.Required("invisibleTime", InvisibleTime);
        PollTime = fields.Required("pollTime", PollTime);
        BornTime = fields.Required("bornTime", BornTime);
        InitMode = fields.Required("initMode", InitMode);
        ExpType = fields.IfPresent("expType", ExpType);
        Exp = fields.IfPresent("exp", Exp);
        Order = fields.IfPresent("order", Order);
        AttemptId = fields.IfPresent("attemptId", AttemptId);
    }
}
