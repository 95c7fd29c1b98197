namespace RocketMQ.Remoting.Headers;

/// <summary>343, 5.x: topics a group consumes. docs/protocol.md 2.4.14.</summary>
public sealed class QueryTopicsByConsumerRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Group = fields.Required("group", Group);
    }
}
