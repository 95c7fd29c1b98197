namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 200053.</summary>
public sealed class ChangeInvisibleTimeResponseHeader : IRemotingHeader
{
    /// <summary>When the messages were popped, milliseconds since 1970.</summary>
    public long PopTime { get; set; }

    /// <summary>How long a popped message stays invisible, milliseconds.</summary>
    public long InvisibleTime { get; set; }

    /// <summary>Queue of the revive topic.</summary>
    public int ReviveQid { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        PopTime = fields.Required("popTime", PopTime);
        InvisibleTime = fields.Required("invisibleTime", InvisibleTime);
        ReviveQid = fields.Required("reviveQid", ReviveQid);
    }
}
