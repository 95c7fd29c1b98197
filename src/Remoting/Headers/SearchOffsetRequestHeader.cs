namespace RocketMQ.Remoting.Headers;

/// <summary>29: queue offset for a store time. docs/protocol.md 2.4.4.</summary>
public sealed class SearchOffsetRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Queue number within the topic.</summary>
    public int QueueId { get; set; }

    /// <summary>Store time, milliseconds since 1970.</summary>
    public long Timestamp { get; set; }

    /// <summary>5.x: LOWER or UPPER.</summary>
    public string? BoundaryType { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        QueueId = fields.Required("queueId", QueueId);
        Timestamp = fields.Required("timestamp", Timestamp);
        BoundaryType = fields.IfPresent("boundaryType", BoundaryType);
    }
}
