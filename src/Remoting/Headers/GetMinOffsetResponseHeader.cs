namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 31.</summary>
public sealed class GetMinOffsetResponseHeader : IRemotingHeader
{
    /// <summary>Offset of the first message.</summary>
    public long Offset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Offset = fields.Required("offset", Offset);
    }
}
