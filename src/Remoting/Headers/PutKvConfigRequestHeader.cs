namespace RocketMQ.Remoting.Headers;

/// <summary>100: sets a key. docs/protocol.md 2.3.5.</summary>
public sealed class PutKvConfigRequestHeader : IRemotingHeader
{
    /// <summary>Namespace of the key.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>Key.</summary>
    public string Key { get; set; } = "";

    /// <summary>Value.</summary>
    public string Value { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Namespace = fields.Required("namespace", Namespace);
        Key = fields.Required("key", Key);
        Value = fields.Required("value", Value);
    }
}
