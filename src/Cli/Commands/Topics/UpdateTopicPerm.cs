using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class UpdateTopicPerm : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<long> _permission = Opt.NeededNumber("p", "perm", "2 write, 4 read, 6 both", 0, 15);

    public override string Name => "updateTopicPerm";

    public override string Description => "changes what may be done with a topic";

    public override IReadOnlyList<Option> Options => [.. _target.All, _topic, _permission];

    public override IReadOnlyList<string> Differences =>
        ["every broker keeps its own numbers of queues; the original gives all of them those of the first"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var target = _target.Of(call);
        var route = await call.Admin.Topics.GetRouteAsync(call.Needed(_topic), call.Cancellation);
        var changes = new List<PermissionChange>();
        var failures = new List<TargetFailure>();
        TopicConfig? saved = null;
        foreach (var (address, queue) in await MastersAsync(call, target, route))
        {
            var topic = new TopicConfig
            {
                TopicName = call.Needed(_topic),
                ReadQueueNums = queue.ReadQueueNums,
                WriteQueueNums = queue.WriteQueueNums,
                TopicSysFlag = queue.TopicSysFlag,
                Perm = (int)call.Get(_permission),
            };
            if (call.Text(_target.Broker) is not null && topic.Perm == queue.Perm)
                return Of([], "new perm equals to the old one!");
            var result = await call.Admin.Topics.SaveAsync(topic, BrokerTarget.Address(address), call.Cancellation);
            failures.AddRange(result.Failures);
            if (result.Failures.Count == 0)
            {
                changes.Add(new PermissionChange(address, queue.Perm, topic.Perm));
                saved = topic;
            }
        }

        // The original prints the settings for one broker only.
        return Of(changes, call.Text(_target.Broker) is not null && saved is not null ? $"{UpdateTopic.Describe(saved)}." : null)
            .With(failures, changes.Count > 0);
    }

    private static async Task<IReadOnlyList<(string Address, QueueData Queue)>> MastersAsync(Invocation call, BrokerTarget target, TopicRouteData route)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var wanted = target.AddressesIn(topology);
        var found =
            from data in route.BrokerDatas
            where data.BrokerAddrs.ContainsKey(0) && wanted.Contains(data.BrokerAddrs[0])
            from queue in route.QueueDatas
            where queue.BrokerName == data.BrokerName
            orderby data.BrokerName
            select (data.BrokerAddrs[0], queue);
        return found.ToList() is { Count: > 0 } some
            ? some
            : throw new ArgumentException("updateTopicPerm error broker not exit or broker is not master!");
    }

    private static Answer<PermissionsView> Of(IReadOnlyList<PermissionChange> changes, string? last) =>
        Answer.Of(new PermissionsView(changes), CliJson.Default.PermissionsView, screen =>
        {
            foreach (var change in changes)
                screen.Print($"update topic perm from {change.From} to {change.To} in {change.Server} success.");
            if (last is not null)
                screen.Print($"{last}");
        });
}

/// <summary>Changed permissions.</summary>
internal sealed record PermissionsView(IReadOnlyList<PermissionChange> Changes);

/// <summary>A changed permission.</summary>
internal sealed record PermissionChange(string Server, int From, int To);
