namespace RocketMQ.Remoting.Headers;

/// <summary>36: gives a message back. docs/protocol.md 2.4.6.</summary>
public sealed class ConsumerSendMessageBackRequestHeader : IRemotingHeader
{
    /// <summary>Physical offset of the message.</summary>
    public long Offset { get; set; }

    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <summary>-1 for the dead letter topic, 0 to let the broker decide, else the delay level.</summary>
    public int DelayLevel { get; set; }

    /// <summary>Id of the message.</summary>
    public string? OriginMsgId { get; set; }

    /// <summary>Topic of the message.</summary>
    public string? OriginTopic { get; set; }

    /// <summary>Whether the client runs in unit mode.</summary>
    public bool? UnitMode { get; set; }

    /// <summary>How often the message may be tried again; the group decides when absent.</summary>
    public int? MaxReconsumeTimes { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Offset = fields.Required("offset", Offset);
        Group = fields.Required("group", Group);
        DelayLevel = fields.Required("delayLevel", DelayLevel);
        OriginMsgId = fields.IfPresent("originMsgId", OriginMsgId);
        OriginTopic = fields.IfPresent("originTopic", OriginTopic);
        UnitMode = fields.IfPresent("unitMode", UnitMode);
        MaxReconsumeTimes = fields.IfPresent("maxReconsumeTimes", MaxReconsumeTimes);
    }
}
