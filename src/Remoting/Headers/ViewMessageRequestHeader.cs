namespace RocketMQ.Remoting.Headers;

/// <summary>33: one message. docs/protocol.md 2.4.3.</summary>
public sealed class ViewMessageRequestHeader : IRemotingHeader
{
    /// <summary>Physical offset of the message.</summary>
    public long Offset { get; set; }

    /// <summary>5.x: its topic.</summary>
    public string? Topic { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Offset = fields.Required("offset", Offset);
        Topic = fields.IfPresent("topic", Topic);
    }
}
