namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Finds brokers and topics in a snapshot.</summary>
internal static class ClusterSnapshotBrokers
{
    /// <summary>The masters, which are the processes that take changes.</summary>
    public static IEnumerable<BrokerSnapshot> Masters(this ClusterSnapshot snapshot) => snapshot.Brokers.Where(broker => broker.IsMaster);

    /// <summary>Address of a broker set's master; null while it has none.</summary>
    public static string? MasterAddress(this ClusterSnapshot snapshot, string brokerName) =>
        snapshot.Masters().FirstOrDefault(broker => broker.BrokerName == brokerName)?.Address;

    /// <summary>A topic by its name; null when there is none.</summary>
    public static TopicSnapshot? Topic(this ClusterSnapshot snapshot, string name) => snapshot.Topics.FirstOrDefault(topic => topic.Name == name);

    /// <summary>"broker-a (10.0.0.1:10911)", or the bare address of a server that is no broker of the cluster.</summary>
    public static string NameOf(this ClusterSnapshot snapshot, string address) =>
        snapshot.Brokers.FirstOrDefault(broker => broker.Address == address) is { } broker ? $"{broker.BrokerName} ({address})" : address;

    /// <summary>The "-c cluster" or "-b address" arguments of mqadmin that reach exactly these masters, one set per line that has to be run.</summary>
    public static IEnumerable<string[]> TargetArguments(this ClusterSnapshot snapshot, IReadOnlyCollection<string> brokerNames)
    {
        foreach (var cluster in snapshot.Masters().GroupBy(broker => broker.ClusterName))
        {
            var chosen = cluster.Where(broker => brokerNames.Contains(broker.BrokerName)).ToList();
            if (chosen.Count == cluster.Count())
                yield return ["-c", cluster.Key];
            else
                foreach (var broker in chosen)
                    yield return ["-b", broker.Address];
        }
    }
}
