namespace RocketMQ.Remoting.Headers;

/// <summary>202: offsets of every queue of a topic. docs/protocol.md 2.4.8.</summary>
public sealed class GetTopicStatsRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
    }
}
