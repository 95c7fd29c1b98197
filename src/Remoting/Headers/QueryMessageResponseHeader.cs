namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 12.</summary>
public sealed class QueryMessageResponseHeader : IRemotingHeader
{
    /// <summary>Store time of the newest message in the index, milliseconds since 1970; 0 for none.</summary>
    public long IndexLastUpdateTimestamp { get; set; }

    /// <summary>Physical offset of the newest message in the index.</summary>
    public long IndexLastUpdatePhyoffset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        IndexLastUpdateTimestamp = fields.Required("indexLastUpdateTimestamp", IndexLastUpdateTimestamp);
        IndexLastUpdatePhyoffset = fields.Required("indexLastUpdatePhyoffset", IndexLastUpdatePhyoffset);
    }
}
