using System.CommandLine;
using RocketMQ.Cli.Hosting;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands;

internal sealed class TopicList : AdminCommand
{
    private readonly Option<bool> _clusters = new("--clusterModel", "-c") { Description = "with the clusters and consumer groups of each topic" };

    public override string Name => "topicList";

    public override string Description => "lists all topics";

    protected override IEnumerable<Option> Options => [_clusters];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var names = await call.Admin.Topics.ListNamesAsync(call.Cancellation);
        if (!call.Get(_clusters))
        {
            foreach (var name in names)
                call.Print($"{name}");
            return ExitCodes.Done;
        }

        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        call.Print($"{"#Cluster Name",-20}  {"#Topic",-48}  {"#Consumer Group",-48}");
        var exit = ExitCodes.Done;
        foreach (var topic in names.Where(name => !SystemTopics.IsRetry(name) && !SystemTopics.IsDeadLetter(name)))
        {
            if (await call.Admin.Topics.FindRouteAsync(topic, call.Cancellation) is not { } route)
                continue;
            var groups = await call.Admin.Topics.ListGroupsAsync(topic, call.Cancellation);
            exit = Math.Max(exit, call.Report(groups));
            var all = groups.Values.Values.SelectMany(list => list).Distinct().DefaultIfEmpty("").ToList();
            foreach (var cluster in topology.Brokers.Where(broker => route.BrokerDatas.Exists(data => data.BrokerName == broker.BrokerName)).Select(broker => broker.Cluster).Distinct())
            {
                foreach (var group in all)
                    call.Print($"{cluster,-20}  {topic,-64}  {group,-64}");
            }
        }

        return exit;
    }
}
