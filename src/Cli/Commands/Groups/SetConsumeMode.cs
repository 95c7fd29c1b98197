using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class SetConsumeMode : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _topic = Opt.Needed("t", "topicName", "name of the topic");
    private readonly Option<string> _group = Opt.Needed("g", "groupName", "name of the consumer group");
    private readonly Option<string> _mode = Opt.Needed("m", "mode", "PULL or POP");
    private readonly Option<long> _queues = Opt.Number("q", "popShareQueueNum", "queues that members share when they pop, default 0, all", 0, -1, 4096);

    public override string Name => "setConsumeMode";

    public override string Description => "has a group pull or pop the messages of a topic";

    public override IReadOnlyList<Option> Options => [.. _target.All, _topic, _group, _mode, _queues];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (topic, group, mode, queues) = (call.Needed(_topic), call.Needed(_group), call.Needed(_mode), (int)call.Get(_queues));
        var result = await call.Admin.Groups.SetRequestModeAsync(group, topic, mode, queues, _target.Of(call), call.Cancellation);
        var view = new ServersView([.. result.Values.Keys.Order(StringComparer.Ordinal)]);
        return Answer.Of(view, CliJson.Default.ServersView, screen =>
        {
            foreach (var server in view.Servers)
                screen.Print($"set consume mode to {server} success.");
            if (view.Servers.Count > 0)
                screen.Print($"topic[{topic}] group[{group}] consume mode[{mode}] popShareQueueNum[{queues}]");
        }).With(result);
    }
}
