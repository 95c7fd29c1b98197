namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 14.</summary>
public sealed class QueryConsumerOffsetResponseHeader : IRemotingHeader
{
    /// <summary>Queue offset.</summary>
    public long Offset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Offset = fields.Required("offset", Offset);
    }
}
