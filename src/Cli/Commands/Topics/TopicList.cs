using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class TopicList : AdminCommand
{
    private static readonly TableLayout<TopicUse> Layout = new(
        ["#Cluster Name", "#Topic", "#Consumer Group"], "{0,-20}  {1,-64}  {2,-64}", use => [use.Cluster, use.Topic, use.Group])
    {
        HeaderFormat = "{0,-20}  {1,-48}  {2,-48}",
    };

    private readonly Option<bool> _clusters = Opt.Flag("c", "clusterModel", "with the clusters and consumer groups of each topic");

    public override string Name => "topicList";

    public override string Description => "lists the topics that a name server knows";

    public override IReadOnlyList<Option> Options => [_clusters];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var names = await call.Admin.Topics.ListNamesAsync(call.Cancellation);
        if (call.Get(_clusters))
            return await ListUsesAsync(call, [.. names.Where(name => !SystemTopics.IsRetry(name) && !SystemTopics.IsDeadLetter(name))]);
        return Answer.Of(new TopicListView(names, null), CliJson.Default.TopicListView, screen =>
        {
            foreach (var name in names)
                screen.Print($"{name}");
        });
    }

    private static async Task<Answer> ListUsesAsync(Invocation call, IReadOnlyList<string> names)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        using var progress = call.Progress("topics");
        var uses = new List<TopicUse>();
        var failures = new List<TargetFailure>();
        foreach (var (topic, index) in names.Select((name, index) => (name, index)))
        {
            progress.Report(new Admin.WorkProgress(index, names.Count));
            // A topic without a route was deleted in the meantime.
            if (await call.Admin.Topics.FindRouteAsync(topic, call.Cancellation) is not { } route)
                continue;
            var groups = await call.Admin.Topics.ListGroupsAsync(topic, call.Cancellation);
            failures.AddRange(groups.Failures);
            var clusters = topology.Brokers.Where(broker => route.BrokerDatas.Exists(data => data.BrokerName == broker.BrokerName)).Select(broker => broker.Cluster).Distinct();
            var all = groups.Values.Values.SelectMany(list => list).Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("").ToList();
            uses.AddRange(clusters.SelectMany(cluster => all.Select(group => new TopicUse(cluster, topic, group))));
        }

        return Answer.Of(new TopicListView(names, uses), CliJson.Default.TopicListView, screen => Layout.Print(screen, uses))
            .With([.. failures.DistinctBy(failure => failure.Address)]);
    }
}

/// <summary>Topics; with -c also who consumes them.</summary>
internal sealed record TopicListView(IReadOnlyList<string> Topics, IReadOnlyList<TopicUse>? Uses);

/// <summary>A topic in a cluster and a group that consumes it; an empty group where none does.</summary>
internal sealed record TopicUse(string Cluster, string Topic, string Group);
