using System.Diagnostics.Metrics;
using RocketMQ.NameServer.Registry;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.NameServer.Metrics;

/// <summary>What a name server knows, in figures for those who collect them.</summary>
internal sealed class NameServerMeter : IDisposable
{
    public NameServerMeter(RouteRegistry registry, RemotingServer server)
    {
        Meter.CreateObservableGauge("rocketmq_namesrv_brokers", () =>
            from cluster in registry.GetClusters() is var clusters ? clusters.ClusterAddrTable : []
            from name in cluster.Value
            from broker in clusters.BrokerAddrTable.TryGetValue(name, out var data) ? data.BrokerAddrs.AsEnumerable() : []
            group broker by (Cluster: cluster.Key, Role: broker.Key == MasterAddress.MasterId ? "master" : "slave") into same
            select new Measurement<long>(same.LongCount(), [new("cluster", same.Key.Cluster), new("role", same.Key.Role)]),
            null, "Brokers that are registered.");
        Meter.CreateObservableGauge("rocketmq_namesrv_topics", () => (long)registry.GetTopics().Count, null, "Topics that brokers have registered.");
        Meter.CreateObservableGauge("rocketmq_namesrv_connections", () => server.Connections.LongCount(), null, "Connections of clients, brokers and tools.");
    }

    public Meter Meter { get; } = new("RocketMQ.NameServer");

    public void Dispose() => Meter.Dispose();
}
