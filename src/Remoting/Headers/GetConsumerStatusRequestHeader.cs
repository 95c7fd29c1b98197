namespace RocketMQ.Remoting.Headers;

/// <summary>223 to the broker, 221 to clients: offsets as clients see them. docs/protocol.md 2.4.10.</summary>
public sealed class GetConsumerStatusRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <summary>Id of one client; all when absent.</summary>
    public string? ClientAddr { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        Group = fields.Required("group", Group);
        ClientAddr = fields.IfPresent("clientAddr", ClientAddr);
    }
}
