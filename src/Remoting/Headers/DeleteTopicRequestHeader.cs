namespace RocketMQ.Remoting.Headers;

/// <summary>215: deletes a topic on a broker. docs/protocol.md 2.4.8.</summary>
public sealed class DeleteTopicRequestHeader : IRemotingHeader
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
