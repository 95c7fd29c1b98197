namespace RocketMQ.Remoting.Headers;

/// <summary>326, broker to client: the answer to a request message. docs/protocol.md 2.5.</summary>
public sealed class PushReplyMessageRequestHeader : IRemotingHeader
{
    /// <summary>Producer group name.</summary>
    public string ProducerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Topic whose settings a topic created on the fly takes over.</summary>
    public string DefaultTopic { get; set; } = "";

    /// <summary>Queues wanted for a topic created on the fly.</summary>
    public int DefaultTopicQueueNums { get; set; }

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>System flags, docs/protocol.md 4.2.2.</summary>
    public int SysFlag { get; set; }

    /// <summary>When the producer made the message, milliseconds since 1970.</summary>
    public long BornTimestamp { get; set; }

    /// <summary>Flag of the application.</summary>
    public int Flag { get; set; }

    /// <summary>Properties text, docs/protocol.md 4.2.6.</summary>
    public string? Properties { get; set; }

    /// <summary>How often the message was given back so far.</summary>
    public int? ReconsumeTimes { get; set; }

    /// <summary>Whether the client runs in unit mode.</summary>
    public bool? UnitMode { get; set; }

    /// <summary>Address of the producer, host:port.</summary>
    public string BornHost { get; set; } = "";

    /// <summary>Address of the broker, host:port.</summary>
    public string StoreHost { get; set; } = "";

    /// <summary>When the broker took the message, milliseconds since 1970.</summary>
    public long StoreTimestamp { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ProducerGroup = fields.Required("producerGroup", ProducerGroup);
        Topic = fields.Required("topic", Topic);
        DefaultTopic = fields.Required("defaultTopic", DefaultTopic);
        DefaultTopicQueueNums = fields.Required("defaultTopicQueueNums", DefaultTopicQueueNums);
        QueueId = fields.Required("queueId", QueueId);
        SysFlag = fields.Required("sysFlag", SysFlag);
        BornTimestamp = fields.Required("bornTimestamp", BornTimestamp);
        Flag = fields.Required("flag", Flag);
        Properties = fields.IfPresent("properties", Properties);
        ReconsumeTimes = fields.IfPresent("reconsumeTimes", ReconsumeTimes);
        UnitMode = fields.IfPresent("unitMode", UnitMode);
        BornHost = fields.Required("bornHost", BornHost);
        StoreHost = fields.Required("storeHost", StoreHost);
        StoreTimestamp = fields.Required("storeTimestamp", StoreTimestamp);
    }
}
