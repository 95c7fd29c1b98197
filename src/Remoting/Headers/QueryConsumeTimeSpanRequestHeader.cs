namespace RocketMQ.Remoting.Headers;

/// <summary>303: time range and delay of a group. docs/protocol.md 2.4.8.</summary>
public sealed class QueryConsumeTimeSpanRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        Group = fields.Required("group", Group);
    }
}
