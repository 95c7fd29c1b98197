namespace RocketMQ.Remoting.Headers;

/// <summary>216: deletes a topic from the routes. docs/protocol.md 2.3.8.</summary>
public sealed class DeleteTopicFromNameServerRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Only queues of this cluster's brokers; all when absent.</summary>
    public string? ClusterName { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        ClusterName = fields.IfPresent("clusterName", ClusterName);
    }
}
