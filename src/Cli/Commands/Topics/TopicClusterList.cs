using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class TopicClusterList : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");

    public override string Name => "topicClusterList";

    public override string Description => "lists the clusters that have a topic";

    public override IReadOnlyList<Option> Options => [_topic];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var route = await call.Admin.Topics.GetRouteAsync(call.Needed(_topic), call.Cancellation);
        var brokers = route.BrokerDatas.Select(data => data.BrokerName).ToHashSet(StringComparer.Ordinal);
        var clusters = topology.Brokers.Where(broker => brokers.Contains(broker.BrokerName)).Select(broker => broker.Cluster).Distinct().ToList();
        return Answer.Of(new ClusterNames(clusters), CliJson.Default.ClusterNames, screen =>
        {
            foreach (var cluster in clusters)
                screen.Print($"{cluster}");
        });
    }
}

/// <summary>Names of clusters.</summary>
internal sealed record ClusterNames(IReadOnlyList<string> Clusters);
