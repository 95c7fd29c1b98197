using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class CleanExpiredQueues : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true, "cluster");

    public override string Name => "cleanExpiredCQ";

    public override string Description => "deletes queues whose messages are all gone";

    public override IReadOnlyList<Option> Options => _target.All;

    public override bool Changes => true;

    public override Task<Answer> RunAsync(Invocation call) => Cleaning.RunAsync(call, _target, call.Admin.Maintenance.CleanExpiredQueuesAsync);
}
