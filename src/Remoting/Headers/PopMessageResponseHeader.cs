namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 200050.</summary>
public sealed class PopMessageResponseHeader : IRemotingHeader
{
    /// <summary>When the messages were popped, milliseconds since 1970.</summary>
    public long PopTime { get; set; }

    /// <summary>How long a popped message stays invisible, milliseconds.</summary>
    public long InvisibleTime { get; set; }

    /// <summary>Queue of the revive topic.</summary>
    public int ReviveQid { get; set; }

    /// <summary>Messages left.</summary>
    public long RestNum { get; set; }

    /// <summary>First offset per queue.</summary>
    public string? StartOffsetInfo { get; set; }

    /// <summary>Offsets per queue.</summary>
    public string? MsgOffsetInfo { get; set; }

    /// <summary>Deliveries per queue.</summary>
    public string? OrderCountInfo { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        PopTime = fields.Required("popTime", PopTime);
        InvisibleTime = fields.Required("invisibleTime", InvisibleTime);
        ReviveQid = fields.Required("reviveQid", ReviveQid);
        RestNum = fields.Required("restNum", RestNum);
        StartOffsetInfo = fields.IfPresent("startOffsetInfo", StartOffsetInfo);
        MsgOffsetInfo = fields.IfPresent("msgOffsetInfo", MsgOffsetInfo);
        OrderCountInfo = fields.IfPresent("orderCountInfo", OrderCountInfo);
    }
}
