namespace RocketMQ.Remoting.Headers;

/// <summary>Fields of a command that is passed on without being understood. Only written.</summary>
internal sealed class PassedFields(IReadOnlyDictionary<string, string> values) : IRemotingHeader
{
    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        foreach (var (name, value) in values)
            _ = fields.Required(name, value);
    }
}
