namespace RocketMQ.Remoting.Headers;

/// <summary>219: all keys of a namespace. docs/protocol.md 2.3.5.</summary>
public sealed class GetKvListByNamespaceRequestHeader : IRemotingHeader
{
    /// <summary>Namespace of the key.</summary>
    public string Namespace { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Namespace = fields.Required("namespace", Namespace);
    }
}
