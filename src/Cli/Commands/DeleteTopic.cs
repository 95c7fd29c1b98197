using System.CommandLine;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Commands;

internal sealed class DeleteTopic : AdminCommand
{
    private readonly Option<string> _topic = new("--topic", "-t") { Description = "topic", Required = true };
    private readonly Option<string> _cluster = new("--clusterName", "-c") { Description = "cluster", Required = true };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "print who would be told, and tell nobody" };

    public override string Name => "deleteTopic";

    public override string Description => "deletes a topic, and its messages from sight, from brokers and name servers";

    protected override IEnumerable<Option> Options => [_topic, _cluster, _dryRun];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var (topic, cluster) = (call.Get(_topic)!.Trim(), call.Get(_cluster)!.Trim());
        if (call.Get(_dryRun))
        {
            var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
            if (!topology.ClusterNames.Contains(cluster))
                throw new ArgumentException($"there is no cluster '{cluster}'; known: {string.Join(", ", topology.ClusterNames)}");
            foreach (var broker in topology.Masters.Where(broker => broker.Cluster == cluster))
                call.Print($"would delete topic [{topic}] from broker [{broker.BrokerName}] at {broker.Address}");
            foreach (var server in call.Admin.NameServers.Addresses)
                call.Print($"would delete topic [{topic}] from name server {server}");
            return ExitCodes.Done;
        }

        var result = await call.Admin.Topics.DeleteAsync(topic, cluster, call.Cancellation);
        if (result.Failures.Count > 0)
            return call.Report(result);
        call.Print($"delete topic [{topic}] from cluster [{cluster}] success.");
        call.Print($"delete topic [{topic}] from NameServer success.");
        return ExitCodes.Done;
    }
}
