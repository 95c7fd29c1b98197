namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 322.</summary>
public sealed class QueryDataVersionResponseHeader : IRemotingHeader
{
    /// <summary>Whether the name server knows another version.</summary>
    public bool Changed { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Changed = fields.Required("changed", Changed);
    }
}
