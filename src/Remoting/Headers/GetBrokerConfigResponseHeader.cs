namespace RocketMQ.Remoting.Headers;

/// <summary>Answer to 26.</summary>
public sealed class GetBrokerConfigResponseHeader : IRemotingHeader
{
    /// <summary>Data version of the configuration, as JSON text.</summary>
    public string? Version { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Version = fields.IfPresent("version", Version);
    }
}
