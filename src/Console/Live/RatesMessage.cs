using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>The rates of a cluster's brokers at one moment, as the hub sends them. docs/hub.md.</summary>
/// <param name="Cluster">Whose.</param>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Brokers">Every broker known at that moment; unknown rates are null.</param>
public sealed record RatesMessage(string Cluster, long At, IReadOnlyList<BrokerRate> Brokers)
{
    /// <summary>A tick of the collector.</summary>
    public static RatesMessage Of(string cluster, RateTick tick) => new(cluster, tick.At.ToUnixTimeMilliseconds(), tick.Brokers);
}
