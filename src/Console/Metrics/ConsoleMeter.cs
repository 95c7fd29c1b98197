using System.Diagnostics.Metrics;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Metrics;

/// <summary>What the collectors last saw of all clusters, in figures for those who collect them. A figure that is not known has no sample, never zero.</summary>
internal sealed class ConsoleMeter : IDisposable
{
    /// <summary>The label that says of which cluster a figure is.</summary>
    public const string Cluster = "cluster";

    public ConsoleMeter(ClusterDirectory directory, ClusterConnections connections, TimeProvider time)
    {
        var clusters = () => directory.All.Select(cluster => connections.Find(cluster.Name)).OfType<IClusterConnection>().Select(connection => (connection.Name, connection.Snapshot));

        Each("rocketmq_cluster_updated_timestamp_seconds", "When brokers of the cluster were last heard of.",
            snapshot => [((double?)snapshot.UpdatedAt?.ToUnixTimeMilliseconds() / 1000, [])]);
        Brokers("rocketmq_broker_up", "1 when the broker answered the last time it was asked, 0 when it did not.",
            broker => broker.Runtime is not null ? 1 : broker.Failure is not null ? 0 : null);
        Brokers("rocketmq_broker_messages_in_per_second", "Messages stored a second.", broker => broker.InRate);
        Brokers("rocketmq_broker_messages_out_per_second", "Messages delivered a second.", broker => broker.OutRate);
        Brokers("rocketmq_broker_commitlog_disk_ratio", "Used share of the disk of the commit log, 0 to 1.", broker => broker.Runtime?.CommitLogDiskRatio);
        Brokers("rocketmq_broker_put_latency_p99_milliseconds", "Within this 99 of 100 messages were stored since the look before.", broker => broker.PutLatency?.P99);
        Groups("rocketmq_group_lag_messages", "Messages stored and not consumed by the group.", (group, _) => group.Lag);
        Groups("rocketmq_group_oldest_unread_seconds", "Age of the oldest unread message at most.", SnapshotFigures.Age);
        Groups("rocketmq_group_consumed_per_second", "Messages consumed a second by the group.", (group, _) => group.ConsumeRate);
        Groups("rocketmq_group_members", "Members connected when the group had its turn last.", (group, _) => group.Members);
        Topics("rocketmq_topic_messages_in_per_second", "Messages stored a second in the topic.", flow => flow.InRate);
        Topics("rocketmq_topic_messages_out_per_second", "Messages consumed a second of the topic.", flow => flow.OutRate);

        void Brokers(string name, string help, Func<BrokerSnapshot, double?> figure) => Each(name, help, snapshot =>
            from broker in snapshot.Brokers
            select (figure(broker), Labels(("broker", broker.BrokerName), ("address", broker.Address))));

        void Groups(string name, string help, Func<GroupSnapshot, DateTimeOffset, double?> figure) => Each(name, help, snapshot =>
            from @group in snapshot.Groups
            select (figure(@group, time.GetUtcNow()), Labels(("group", @group.Name))));

        void Topics(string name, string help, Func<TopicFlow, double?> figure) => Each(name, help, snapshot =>
            from flow in snapshot.Flows
            select (figure(flow.Value), Labels(("topic", flow.Key))));

        void Each(string name, string help, Func<ClusterSnapshot, IEnumerable<(double? Value, KeyValuePair<string, object?>[] Labels)>> figures) =>
            Meter.CreateObservableGauge(name, () =>
                from cluster in clusters()
                from figure in figures(cluster.Snapshot)
                where figure.Value is not null
                select new Measurement<double>(figure.Value.GetValueOrDefault(), [new(Cluster, cluster.Name), .. figure.Labels]), null, help);
    }

    public Meter Meter { get; } = new("RocketMQ.Console");

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?>[] Labels(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var pairs = new KeyValuePair<string, object?>[labels.Length];
        for (var i = 0; i < labels.Length; i++)
            pairs[i] = new KeyValuePair<string, object?>(labels[i].Name, labels[i].Value);
        return pairs;
    }
}
