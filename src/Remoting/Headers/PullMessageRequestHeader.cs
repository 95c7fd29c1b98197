namespace RocketMQ.Remoting.Headers;

/// <summary>11 and 361: reads messages of a queue. docs/protocol.md 2.4.2.</summary>
public sealed class PullMessageRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>Where to start.</summary>
    public long QueueOffset { get; set; }

    /// <summary>At most so many messages.</summary>
    public int MaxMsgNums { get; set; }

    /// <summary>Bits of docs/protocol.md 2.4.2: 1 commit offset, 2 may wait, 4 subscription present, 8 class filter, 16 lite pull.</summary>
    public int SysFlag { get; set; }

    /// <summary>Offset to commit along with the pull.</summary>
    public long CommitOffset { get; set; }

    /// <summary>How long the broker may wait for a message, milliseconds.</summary>
    public long SuspendTimeoutMillis { get; set; }

    /// <summary>Filter expression.</summary>
    public string? Subscription { get; set; }

    /// <summary>Version of the subscription.</summary>
    public long SubVersion { get; set; }

    /// <summary>TAG or SQL92; TAG when absent.</summary>
    public string? ExpressionType { get; set; }

    /// <summary>5.x: at most so many bytes.</summary>
    public int? MaxMsgBytes { get; set; }

    /// <summary>5.x: which kind of caller this is.</summary>
    public int? RequestSource { get; set; }

    /// <summary>5.x: client behind a proxy (so spelt on the wire).</summary>
    public string? ProxyForwardClientId { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ConsumerGroup = fields.Required("consumerGroup", ConsumerGroup);
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        QueueOffset = fields.Required("queueOffset", QueueOffset);
        MaxMsgNums = fields.Required("maxMsgNums", MaxMsgNums);
        SysFlag = fields.Required("sysFlag", SysFlag);
        CommitOffset = fields.Required("commitOffset", CommitOffset);
        SuspendTimeoutMillis = fields.Required("suspendTimeoutMillis", SuspendTimeoutMillis);
        Subscription = fields.IfPresent("subscription", Subscription);
        SubVersion = fields.Required("subVersion", SubVersion);
        ExpressionType = fields.IfPresent("expressionType", ExpressionType);
        MaxMsgBytes = fields.IfPresent("maxMsgBytes", MaxMsgBytes);
        RequestSource = fields.IfPresent("requestSource", RequestSource);
        ProxyForwardClientId = fields.IfPresent("proxyFrowardClientId", ProxyForwardClientId);
    }
}
