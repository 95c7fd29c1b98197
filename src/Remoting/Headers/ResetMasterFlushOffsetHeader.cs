namespace RocketMQ.Remoting.Headers;

/// <summary>908, 5.x: what a slave takes for the flushed end of its master's log. docs/protocol.md 3.5.</summary>
public sealed class ResetMasterFlushOffsetHeader : IRemotingHeader
{
    /// <summary>The offset.</summary>
    public long MasterFlushOffset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        MasterFlushOffset = fields.Required("masterFlushOffset", MasterFlushOffset);
    }
}
