using System.CommandLine;
using RocketMQ.Admin.Targets;

namespace RocketMQ.Cli.Commands;

/// <summary>The options -b and -c, one of which many commands need. With both, -b counts, as in the original.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string> _broker = new("--brokerAddr", "-b") { Description = "one broker, host:port" };
    private readonly Option<string> _cluster = new("--clusterName", "-c") { Description = "all masters of a cluster" };

    public IEnumerable<Option> All => [_broker, _cluster];

    /// <exception cref="ArgumentException">Neither is given.</exception>
    public BrokerTarget Of(Invocation call) =>
        call.Get(_broker) is { } address ? BrokerTarget.Address(address.Trim())
        : call.Get(_cluster) is { } cluster ? BrokerTarget.Cluster(cluster.Trim())
        : throw new ArgumentException("-b (one broker) or -c (a cluster) is needed");
}
