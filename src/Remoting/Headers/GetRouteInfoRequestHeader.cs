namespace RocketMQ.Remoting.Headers;

/// <summary>105: brokers and queues of a topic. docs/protocol.md 2.3.3.</summary>
public sealed class GetRouteInfoRequestHeader : IRemotingHeader
{
    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Whether the caller wants real JSON whatever its version.</summary>
    public bool? AcceptStandardJsonOnly { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Topic = fields.Required("topic", Topic);
        AcceptStandardJsonOnly = fields.IfPresent("acceptStandardJsonOnly", AcceptStandardJsonOnly);
    }
}
