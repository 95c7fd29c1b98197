namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 32.</summary>
public sealed class GetEarliestMessageStoreTimeResponseHeader : IRemotingHeader
{
    /// <summary>Milliseconds since 1970; -1 for an empty queue.</summary>
    public long Timestamp { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Timestamp = fields.Required("timestamp", Timestamp);
    }
}
