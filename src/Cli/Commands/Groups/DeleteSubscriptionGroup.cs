using System.CommandLine;
using RocketMQ.Admin.Groups;
using RocketMQ.Cli.Commands.Topics;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class DeleteSubscriptionGroup : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _group = Opt.Needed("g", "groupName", "name of the consumer group");
    private readonly Option<bool> _offsets = Opt.Switch("r", "removeOffset", "also its committed offsets");

    public override string Name => "deleteSubGroup";

    public override string Description => "deletes a consumer group; with -c also its retry and dead letter topics";

    public override IReadOnlyList<Option> Options => [.. _target.All, _group, _offsets];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (group, target) = (call.Needed(_group), _target.Of(call));
        var cluster = call.Text(_target.Broker) is null ? call.Text(_target.Cluster) : null;
        var result = await call.Admin.Groups.DeleteAsync(group, target, new GroupDeletion(call.Get(_offsets), RemoveTopics: cluster is not null), call.Cancellation);
        var view = new ServersView([.. result.Values.Keys.Order(StringComparer.Ordinal)]);
        return Answer.Of(view, CliJson.Default.ServersView, screen => Print(screen, view, group, cluster, result.Failures.Count > 0)).With(result);
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var (group, target) = (call.Needed(_group), _target.Of(call));
        var known = (await call.Admin.Groups.ListAsync(target, call.Cancellation)).OrThrow();
        var offsets = (await call.Admin.Groups.ListOffsetsAsync(target, call.Cancellation)).OrThrow();
        var changes = known.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
        {
            var committed = offsets.Values[pair.Key].OffsetTable.Where(entry => entry.Key.EndsWith($"@{group}", StringComparison.Ordinal)).Sum(entry => entry.Value.Count);
            var fate = call.Get(_offsets) ? "loses" : "keeps";
            return !pair.Value.ContainsKey(group) ? $"{pair.Key}: nothing, it has no group [{group}]"
                : FormattableString.Invariant($"{pair.Key} loses group [{group}] and {fate} its offsets in {committed} queues");
        }).ToList();
        if (call.Text(_target.Broker) is not null)
            return changes;
        foreach (var topic in (string[])[SystemTopics.RetryTopicOf(group), SystemTopics.DeadLetterTopicOf(group)])
            changes.AddRange(await DeleteTopic.ForeseeAsync(call, topic, (await call.Admin.Topics.GetAsync(topic, target, call.Cancellation)).OrThrow()));
        return changes;
    }

    private static void Print(Screen screen, ServersView view, string group, string? cluster, bool isPartial)
    {
        foreach (var server in view.Servers)
        {
            if (cluster is null)
                screen.Print($"delete subscription group [{group}] from broker [{server}] success.");
            else
                screen.Print($"delete subscription group [{group}] from broker [{server}] in cluster [{cluster}] success.");
        }

        if (cluster is null || isPartial)
            return;
        foreach (var topic in (string[])[SystemTopics.RetryTopicOf(group), SystemTopics.DeadLetterTopicOf(group)])
        {
            screen.Print($"delete topic [{topic}] from cluster [{cluster}] success.");
            screen.Print($"delete topic [{topic}] from NameServer success.");
        }
    }
}
