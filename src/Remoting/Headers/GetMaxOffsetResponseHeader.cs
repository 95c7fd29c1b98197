namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 30.</summary>
public sealed class GetMaxOffsetResponseHeader : IRemotingHeader
{
    /// <summary>Offset after the last message.</summary>
    public long Offset { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Offset = fields.Required("offset", Offset);
    }
}
