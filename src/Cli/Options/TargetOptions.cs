using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Commands;

namespace RocketMQ.Cli.Options;

/// <summary>The options -b and -c, which say where a command goes. With both, -b counts, as in the original.</summary>
/// <param name="withSlaves">Whether -c means slaves too.</param>
/// <param name="clusterOption">Long name of -c; the original does not always spell it the same.</param>
internal sealed class TargetOptions(bool withSlaves = false, string clusterOption = "clusterName")
{
    public Option<string> Broker { get; } = Opt.Text("b", "brokerAddr", "address of one broker, host:port");

    public Option<string> Cluster { get; } = Opt.Text("c", clusterOption, withSlaves ? "name of a cluster, slaves included" : "name of a cluster, its masters");

    public IReadOnlyList<Option> All => [Broker, Cluster];

    /// <summary>The target, or every broker when neither option is given.</summary>
    public BrokerTarget OrEveryone(Invocation call) => Find(call) ?? BrokerTarget.Everyone;

    /// <exception cref="ArgumentException">Neither is given.</exception>
    public BrokerTarget Of(Invocation call) => Find(call) ?? throw new ArgumentException("-b (one broker) or -c (a cluster) is needed");

    /// <summary>The target; null when neither option is given.</summary>
    public BrokerTarget? Find(Invocation call) =>
        call.Text(Broker) is { } address ? BrokerTarget.Address(address)
        : call.Text(Cluster) is { } cluster ? withSlaves ? BrokerTarget.WholeCluster(cluster) : BrokerTarget.Cluster(cluster)
        : null;
}
