using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Metrics;

/// <summary>What the collectors last saw of some clusters, for Prometheus. A figure that is not known has no sample, never zero.</summary>
internal static class ClusterMetrics
{
    /// <summary>The whole answer.</summary>
    public static string Write(IReadOnlyList<IClusterConnection> connections)
    {
        var seen = connections.Select(connection => (connection.Name, connection.Snapshot)).ToList();
        var text = new PrometheusText();
        text.Gauge("rocketmq_cluster_updated_timestamp_seconds", "When brokers of the cluster were last heard of.",
            seen.Select(cluster => (Of(cluster.Name), cluster.Snapshot.UpdatedAt?.ToUnixTimeMilliseconds() / 1000d)));
        Brokers(text, seen);
        Groups(text, seen);
        return text.ToString();
    }

    private static void Brokers(PrometheusText text, IReadOnlyList<(string Cluster, ClusterSnapshot Snapshot)> seen)
    {
        Each("rocketmq_broker_up", "1 when the broker answered the last time it was asked, 0 when it did not.",
            broker => broker.Runtime is not null ? 1 : broker.Failure is not null ? 0 : null);
        Each("rocketmq_broker_messages_in_per_second", "Messages stored a second.", broker => broker.InRate);
        Each("rocketmq_broker_messages_out_per_second", "Messages delivered a second.", broker => broker.OutRate);
        Each("rocketmq_broker_commitlog_disk_ratio", "Used share of the disk of the commit log, 0 to 1.", broker => broker.Runtime?.CommitLogDiskRatio);

        void Each(string name, string help, Func<BrokerSnapshot, double?> figure) => text.Gauge(name, help,
            from cluster in seen
            from broker in cluster.Snapshot.Brokers
            select (Of(cluster.Cluster, ("broker", broker.BrokerName), ("address", broker.Address)), figure(broker)));
    }

    private static void Groups(PrometheusText text, IReadOnlyList<(string Cluster, ClusterSnapshot Snapshot)> seen)
    {
        Each("rocketmq_group_lag_messages", "Messages stored and not consumed by the group.", group => group.Lag);
        Each("rocketmq_group_consumed_per_second", "Messages consumed a second by the group.", group => group.ConsumeRate);

        void Each(string name, string help, Func<GroupSnapshot, double?> figure) => text.Gauge(name, help,
            from cluster in seen
            from @group in cluster.Snapshot.Groups
            select (Of(cluster.Cluster, ("group", @group.Name)), figure(@group)));
    }

    private static (string Name, string Value)[] Of(string cluster, params (string Name, string Value)[] more) => [("cluster", cluster), .. more];
}
