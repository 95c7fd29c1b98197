using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class CloneGroupOffset : AdminCommand
{
    private readonly Option<string> _source = Opt.Needed("s", "srcGroup", "group whose offsets are taken");
    private readonly Option<string> _destination = Opt.Needed("d", "destGroup", "group that gets them");
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<bool> _offline = Opt.Switch("o", "offline", "taken for compatibility; has no effect, as in the original");

    public override string Name => "cloneGroupOffset";

    public override string Description => "gives a group the offsets that another one has on a topic";

    public override IReadOnlyList<Option> Options => [_source, _destination, _topic, _offline];

    public override IReadOnlyList<string> Differences =>
        ["only offsets on the topic are cloned; the original clones those on all topics of the group, to brokers of this one"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (source, destination, topic) = (call.Needed(_source), call.Needed(_destination), call.Needed(_topic));
        var result = await call.Admin.Groups.CloneOffsetsAsync(source, destination, topic, call.Cancellation);
        return ServersView.AnswerOnce(result, $"clone group offset success. srcGroup[{source}], destGroup=[{destination}], topic[{topic}]");
    }
}
