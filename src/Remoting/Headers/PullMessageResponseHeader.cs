namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 11 and 361. docs/protocol.md 2.4.2.</summary>
public sealed class PullMessageResponseHeader : IRemotingHeader
{
    /// <summary>Broker id to pull from next.</summary>
    public long SuggestWhichBrokerId { get; set; }

    /// <summary>Offset to pull from next.</summary>
    public long NextBeginOffset { get; set; }

    /// <summary>First offset of the queue.</summary>
    public long MinOffset { get; set; }

    /// <summary>Offset after the last message of the queue.</summary>
    public long MaxOffset { get; set; }

    /// <summary>5.x, static topics.</summary>
    public long? OffsetDelta { get; set; }

    /// <summary>5.x: system flags of the topic.</summary>
    public int? TopicSysFlag { get; set; }

    /// <summary>5.x: system flags of the group.</summary>
    public int? GroupSysFlag { get; set; }

    /// <summary>5.x: why reading is forbidden.</summary>
    public int? ForbiddenType { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        SuggestWhichBrokerId = fields.Required("suggestWhichBrokerId", SuggestWhichBrokerId);
        NextBeginOffset = fields.Required("nextBeginOffset", NextBeginOffset);
        MinOffset = fields.Required("minOffset", MinOffset);
        MaxOffset = fields.Required("maxOffset", MaxOffset);
        OffsetDelta = fields.IfPresent("offsetDelta", OffsetDelta);
        TopicSysFlag = fields.IfPresent("topicSysFlag", TopicSysFlag);
        GroupSysFlag = fields.IfPresent("groupSysFlag", GroupSysFlag);
        ForbiddenType = fields.IfPresent("forbiddenType", ForbiddenType);
    }
}
