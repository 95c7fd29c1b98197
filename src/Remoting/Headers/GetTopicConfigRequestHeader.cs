namespace RocketMQ.Remoting.Headers;

/// <summary>351, 5.x: one topic. docs/protocol.md 2.4.14.</summary>
public sealed class GetTopicConfigRequestHeader : IRemotingHeader
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
