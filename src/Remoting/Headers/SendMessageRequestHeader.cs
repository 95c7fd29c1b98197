namespace RocketMQ.Remoting.Headers;

/// <summary>
/// 10 and 324 with long names; as <see cref="SendMessageV2RequestHeader"/> 310, 320 and 325 with one-letter names: sends one message
/// or a batch. docs/protocol.md 2.4.1.
/// </summary>
public class SendMessageRequestHeader : IRemotingHeader
{
    private readonly SendMessageFieldNames _names;

    /// <summary>A header with long names.</summary>
    public SendMessageRequestHeader()
        : this(shortNames: false)
    {
    }

    /// <summary>A header with long or one-letter names.</summary>
    public SendMessageRequestHeader(bool shortNames) => _names = shortNames ? SendMessageFieldNames.Short : SendMessageFieldNames.Long;

    /// <summary>Producer group name.</summary>
    public string ProducerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Topic whose settings a topic created on the fly takes over.</summary>
    public string DefaultTopic { get; set; } = "TBW102";

    /// <summary>Queues wanted for a topic created on the fly.</summary>
    public int DefaultTopicQueueNums { get; set; } = 4;

    /// <summary>Queue number; -1 lets the broker choose.</summary>
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

    /// <summary>How often the message may be tried again; the group decides when absent.</summary>
    public int? MaxReconsumeTimes { get; set; }

    /// <summary>Whether the body holds several messages; the C++ client sends batches as 310 with this set.</summary>
    public bool? Batch { get; set; }

    /// <summary>Name of the broker group the sender means; brokers ignore it.</summary>
    public string? BrokerName { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ProducerGroup = fields.Required(_names.ProducerGroup, ProducerGroup);
        Topic = fields.Required(_names.Topic, Topic);
        DefaultTopic = fields.Required(_names.DefaultTopic, DefaultTopic);
        DefaultTopicQueueNums = fields.Required(_names.DefaultTopicQueueNums, DefaultTopicQueueNums);
        QueueId = fields.Required(_names.QueueId, QueueId);
        SysFlag = fields.Required(_names.SysFlag, SysFlag);
        BornTimestamp = fields.Required(_names.BornTimestamp, BornTimestamp);
        Flag = fields.Required(_names.Flag, Flag);
        Properties = fields.IfPresent(_names.Properties, Properties);
        ReconsumeTimes = fields.IfPresent(_names.ReconsumeTimes, ReconsumeTimes);
        UnitMode = fields.IfPresent(_names.UnitMode, UnitMode);
        MaxReconsumeTimes = fields.IfPresent(_names.MaxReconsumeTimes, MaxReconsumeTimes);
        Batch = fields.IfPresent(_names.Batch, Batch);
        BrokerName = fields.IfPresent(_names.BrokerName, BrokerName);
    }
}
