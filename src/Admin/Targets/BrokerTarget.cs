using RocketMQ.Admin.NameServers;

namespace RocketMQ.Admin.Targets;

/// <summary>Which brokers an operation goes to: the "-c cluster or -b address" of mqadmin.</summary>
public abstract record BrokerTarget
{
    private BrokerTarget()
    {
    }

    /// <summary>The masters of every cluster that the name servers know.</summary>
    public static BrokerTarget AllMasters { get; } = new EveryMaster();

    /// <summary>Masters and slaves of every cluster that the name servers know.</summary>
    public static BrokerTarget Everyone { get; } = new EveryBroker();

    /// <summary>The masters of one cluster.</summary>
    public static BrokerTarget Cluster(string name) => new OfCluster(name);

    /// <summary>Masters and slaves of one cluster.</summary>
    public static BrokerTarget WholeCluster(string name) => new OfCluster(name) { WithSlaves = true };

    /// <summary>The master of one broker group.</summary>
    public static BrokerTarget Broker(string brokerName) => new OfBroker(brokerName);

    /// <summary>One process, master or slave. The name servers are not asked.</summary>
    public static BrokerTarget Address(string address) => new OfAddress(address);

    /// <summary>The address, when the target is one; then nobody needs to be asked for the topology.</summary>
    internal virtual string? FixedAddress => null;

    /// <summary>The addresses that the target means in a cluster.</summary>
    /// <exception cref="ArgumentException">There is no such cluster or broker.</exception>
    public abstract IReadOnlyList<string> AddressesIn(ClusterTopology topology);

    private sealed record EveryMaster : BrokerTarget
    {
        public override IReadOnlyList<string> AddressesIn(ClusterTopology topology) => [.. topology.Masters.Select(broker => broker.Address)];
    }

    private sealed record EveryBroker : BrokerTarget
    {
        public override IReadOnlyList<string> AddressesIn(ClusterTopology topology) => [.. topology.Brokers.Select(broker => broker.Address)];
    }

    private sealed record OfCluster(string Name) : BrokerTarget
    {
        public bool WithSlaves { get; init; }

        public override IReadOnlyList<string> AddressesIn(ClusterTopology topology) => topology.ClusterNames.Contains(Name)
            ? [.. topology.Brokers.Where(broker => broker.Cluster == Name && (WithSlaves || broker.IsMaster)).Select(broker => broker.Address)]
            : throw new ArgumentException($"there is no cluster '{Name}'; known: {ClusterTopology.Listed(topology.ClusterNames)}");
    }

    private sealed record OfBroker(string Name) : BrokerTarget
    {
        public override IReadOnlyList<string> AddressesIn(ClusterTopology topology) => topology.FindMaster(Name) is { } master
            ? [master.Address]
            : throw new ArgumentException(
                $"there is no broker '{Name}' with a master; known: {ClusterTopology.Listed(topology.Masters.Select(broker => broker.BrokerName))}");
    }

    private sealed record OfAddress(string Target) : BrokerTarget
    {
        internal override string? FixedAddress => Target;

        public override IReadOnlyList<string> AddressesIn(ClusterTopology topology) => [Target];
    }
}
