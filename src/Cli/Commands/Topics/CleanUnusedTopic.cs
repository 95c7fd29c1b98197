using System.CommandLine;
using RocketMQ.Cli.Commands.Brokers;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class CleanUnusedTopic : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true, "cluster");

    public override string Name => "cleanUnusedTopic";

    public override string Description => "deletes queues of topics that brokers have no settings for";

    public override IReadOnlyList<Option> Options => _target.All;

    public override bool Changes => true;

    public override Task<Answer> RunAsync(Invocation call) =>
        Cleaning.RunAsync(call, _target, call.Admin.Maintenance.CleanUnusedTopicsAsync);

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var topics = (await call.Admin.Topics.ListAsync(_target.OrEveryone(call), call.Cancellation)).OrThrow();
        return
        [
            .. topics.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
                $"{pair.Key} keeps the queues of its {pair.Value.Count} topics and deletes those of all others; which it has, brokers do not tell"),
        ];
    }
}
