namespace RocketMQ.Remoting.Headers;

/// <summary>317: progress of all groups. docs/protocol.md 2.4.9.</summary>
public sealed class GetBrokerConsumeStatsRequestHeader : IRemotingHeader
{
    /// <summary>Whether only groups that consume in order are wanted.</summary>
    public bool IsOrder { get; set; }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        IsOrder = fields.Required("isOrder", IsOrder);
    }
}
