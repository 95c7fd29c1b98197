namespace RocketMQ.Remoting.Headers;

/// <summary>224: topics of a cluster. docs/protocol.md 2.3.6.</summary>
public sealed class GetTopicsByClusterRequestHeader : IRemotingHeader
{
    /// <summary>Cluster name.</summary>
    public string Cluster { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Cluster = fields.Required("cluster", Cluster);
    }
}
