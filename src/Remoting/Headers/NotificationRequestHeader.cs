namespace RocketMQ.Remoting.Headers;

/// <summary>200054, 5.x: waits until there is something to pop. docs/protocol.md 2.4.14.</summary>
public sealed class NotificationRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue; -1 for any.</summary>
    public int QueueId { get; set; }

    /// <summary>How long the broker may wait, milliseconds.</summary>
    public long PollTime { get; set; }

    /// <summary>When the request was made, milliseconds since 1970.</summary>
    public long BornTime { get; set; }

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
        PollTime = fields.Required("pollTime", PollTime);
        BornTime = fields.Required("bornTime", BornTime);
        Order = fields.IfPresent("order", Order);
        AttemptId = fields.IfPresent("attemptId", AttemptId);
    }
}
