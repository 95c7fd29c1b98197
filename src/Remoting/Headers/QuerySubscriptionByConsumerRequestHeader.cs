namespace RocketMQ.Remoting.Headers;

/// <summary>345, 5.x: subscription of a group. docs/protocol.md 2.4.14.</summary>
public sealed class QuerySubscriptionByConsumerRequestHeader : IRemotingHeader
{
    /// <summary>Consumer group name.</summary>
    public string Group { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string? Topic { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        Group = fields.Required("group", Group);
        Topic = fields.IfPresent("topic", Topic);
    }
}
