namespace RocketMQ.Remoting.Headers;

/// <summary>315: one statistics item. docs/protocol.md 2.4.11.</summary>
public sealed class ViewBrokerStatsRequestHeader : IRemotingHeader
{
    /// <summary>Name of the statistics, docs/protocol.md 6.13.</summary>
    public string StatsName { get; set; } = "";

    /// <summary>Key of the item.</summary>
    public string StatsKey { get; set; } = "";

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        StatsName = fields.Required("statsName", StatsName);
        StatsKey = fields.Required("statsKey", StatsKey);
    }
}
