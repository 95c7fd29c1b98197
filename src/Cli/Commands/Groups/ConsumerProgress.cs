using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class ConsumerProgress : AdminCommand
{
    private readonly Option<string> _group = Opt.Text("g", "groupName", "one consumer group, queue by queue; all groups when absent");
    private readonly Option<bool> _clients = Opt.Switch("s", "showClientIP", "the client of each queue");
    private readonly Option<string> _topic = Opt.Text("t", "topicName", "with -g: only this topic");
    private readonly Option<string> _cluster = Opt.Text("c", "clusterName", "only the brokers of this cluster");

    public override string Name => "consumerProgress";

    public override string Description => "prints how far consumer groups are behind";

    public override IReadOnlyList<Option> Options => [_group, _clients, _topic, _cluster];

    public override IReadOnlyList<string> Differences =>
        ["names are printed whole; the original cuts topics and groups after 64 letters", "#Inflight appears when a broker of 5.x tells it"];

    public override bool IsListing => true;

    public override Task<Answer> RunAsync(Invocation call) =>
        call.Text(_group) is { } group ? ShowGroupAsync(call, group) : ShowAllAsync(call);

    private BrokerTarget Target(Invocation call) => call.Text(_cluster) is { } cluster ? BrokerTarget.Cluster(cluster) : BrokerTarget.AllMasters;

    private async Task<Answer> ShowGroupAsync(Invocation call, string group)
    {
        var result = await call.Admin.Groups.GetProgressAsync(group, Target(call), call.Text(_topic), call.Cancellation);
        var (owners, failures) = call.Get(_clients) ? await OwnersAsync(call, group) : ([], []);
        var queues = result.Values.Values.SelectMany(stats => stats.OffsetTable).OrderBy(pair => pair.Key)
            .Select(pair => GroupQueue.Of(group, pair.Key, pair.Value) with { ClientAddress = owners.GetValueOrDefault(pair.Key) })
            .ToList();
        if (queues.Count == 0 && result.Failures.Count == 0 && await call.Admin.Topics.FindRouteAsync(SystemTopics.RetryTopicOf(group), call.Cancellation) is null)
        {
            call.Screen.Complain($"{Name}: no broker knows a consumer group '{group}'");
            return Answer.Of(new ProgressView([], 0, 0), CliJson.Default.ProgressView, _ => { }).AsFailed();
        }

        var view = new ProgressView(queues, result.Values.Values.Sum(stats => stats.ConsumeTps), queues.Sum(queue => queue.Diff));
        return Answer.Of(view, CliJson.Default.ProgressView, screen => ProgressTables.Print(call, screen, view, call.Get(_clients)))
            .With(result)
            .With(failures);
    }

    // Who has a queue only the members know: each is asked (307).
    private static async Task<(Dictionary<MessageQueue, string> Owners, IReadOnlyList<TargetFailure> Failures)> OwnersAsync(Invocation call, string group)
    {
        var members = await call.Admin.Groups.GetConsumersAsync(group, BrokerTarget.AllMasters, call.Cancellation);
        var clients = members.Values.Values.OfType<ConsumerConnection>().SelectMany(connection => connection.ConnectionSet).DistinctBy(client => client.ClientId);
        var owners = new Dictionary<MessageQueue, string>();
        foreach (var client in clients)
        {
            var info = await call.Admin.Groups.FindRunningInfoAsync(group, client.ClientId, cancellation: call.Cancellation);
            foreach (var queue in info?.MqTable.Keys ?? Enumerable.Empty<MessageQueue>())
                owners[queue] = client.ClientId.Split('@')[0];
        }

        return (owners, members.Failures);
    }

    private async Task<Answer> ShowAllAsync(Invocation call)
    {
        using var progress = call.Progress("groups");
        var found = await call.Admin.Groups.SummariseAsync(Target(call), progress, call.Cancellation);
        var view = new GroupListView([.. found.Groups.Select(GroupLine.Of)]);
        return Answer.Of(view, CliJson.Default.GroupListView, screen => ProgressTables.Groups.Print(screen, view.Groups))
            .With(found.Failures, found.Groups.Count > 0);
    }
}

/// <summary>A group, queue by queue.</summary>
internal sealed record ProgressView(IReadOnlyList<GroupQueue> Queues, double ConsumeTps, long DiffTotal);

/// <summary>All groups.</summary>
internal sealed record GroupListView(IReadOnlyList<GroupLine> Groups);
