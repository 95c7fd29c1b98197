namespace RocketMQ.Remoting.Headers;

/// <summary>17: creates or changes a topic. docs/protocol.md 2.4.8.</summary>
public sealed class CreateTopicRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Topic whose settings a topic created on the fly takes over.</summary>
    public string DefaultTopic { get; set; } = "";

    /// <summary>Queues to read from.</summary>
    public int ReadQueueNums { get; set; }

    /// <summary>Queues to write to.</summary>
    public int WriteQueueNums { get; set; }

    /// <summary>Permission bits: 4 read, 2 write, 1 inherit.</summary>
    public int Perm { get; set; }

    /// <summary>SINGLE_TAG or MULTI_TAG.</summary>
    public string TopicFilterType { get; set; } = "SINGLE_TAG";

    /// <summary>1 unit, 2 unit subscription.</summary>
    public int? TopicSysFlag { get; set; }

    /// <summary>Whether it is an order topic; 4.9 ignores it.</summary>
    public bool Order { get; set; }

    /// <summary>5.x: attribute changes such as +k=v,-k.</summary>
    public string? Attributes { get; set; }

    /// <summary>5.x: whether a check is skipped.</summary>
    public bool? Force { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        DefaultTopic = fields.Required("defaultTopic", DefaultTopic);
        ReadQueueNums = fields.Required("readQueueNums", ReadQueueNums);
        WriteQueueNums = fields.Required("writeQueueNums", WriteQueueNums);
        Perm = fields.Required("perm", Perm);
        TopicFilterType = fields.Required("topicFilterType", TopicFilterType);
        TopicSysFlag = fields.IfPresent("topicSysFlag", TopicSysFlag);
        Order = fields.Required("order", Order);
        Attributes = fields.IfPresent("attributes", Attributes);
        Force = fields.IfPresent("force", Force);
    }
}
