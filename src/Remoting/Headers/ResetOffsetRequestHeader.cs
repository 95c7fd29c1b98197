namespace RocketMQ.Remoting.Headers;

/// <summary>222 to the broker, 220 to clients: resets offsets. docs/protocol.md 2.4.10.</summary>
public sealed class ResetOffsetRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <summary>Store time to go to, milliseconds since 1970; -1 for the end.</summary>
    public long Timestamp { get; set; }

    /// <summary>Whether offsets may move forwards too.</summary>
    public bool IsForce { get; set; }

    /// <summary>5.x: one queue; -1 for all.</summary>
    public int? QueueId { get; set; }

    /// <summary>5.x: queue offset to go to.</summary>
    public long? Offset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        Group = fields.Required("group", Group);
        Timestamp = fields.Required("timestamp", Timestamp);
        IsForce = fields.Required("isForce", IsForce);
        QueueId = fields.IfPresent("queueId", QueueId);
        Offset = fields.IfPresent("offset", Offset);
    }
}
