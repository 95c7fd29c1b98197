namespace RocketMQ.Remoting.Headers;

/// <summary>370, 5.x: takes back a timed message. docs/protocol.md 2.4.14.</summary>
public sealed class RecallMessageRequestHeader : IRemotingHeader
{
    /// <summary>Producer group name.</summary>
    public string ProducerGroup { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Handle from the answer to the send.</summary>
    public string RecallHandle { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        ProducerGroup = fields.Required("producerGroup", ProducerGroup);
        Topic = fields.Required("topic", Topic);
        RecallHandle = fields.Required("recallHandle", RecallHandle);
    }
}
