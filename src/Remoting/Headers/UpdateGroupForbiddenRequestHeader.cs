namespace RocketMQ.Remoting.Headers;

/// <summary>353, 5.x: forbids a group to read a topic. docs/protocol.md 2.4.14.</summary>
public sealed class UpdateGroupForbiddenRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Whether reading is allowed; only asked when absent.</summary>
    public bool? Readable { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Group = fields.Required("group", Group);
        Topic = fields.Required("topic", Topic);
        Readable = fields.IfPresent("readable", Readable);
    }
}
