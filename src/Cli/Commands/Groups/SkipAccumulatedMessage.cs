using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class SkipAccumulatedMessage : AdminCommand
{
    private readonly Option<string> _group = Opt.Needed("g", "group", "name of the consumer group");
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<bool> _force = Opt.Switch("f", "force", "offsets may also move forward, default true", true);

    public override string Name => "skipAccumulatedMessage";

    public override string Description => "has a group go on from the end, without what it has not consumed yet";

    public override IReadOnlyList<Option> Options => [_group, _topic, _force];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (group, topic) = (call.Needed(_group), call.Needed(_topic));
        var result = await call.Admin.Groups.ResetAsync(group, topic, to: null, call.Get(_force), cancellation: call.Cancellation);
        var view = ResetView.Of(group, topic, result);
        return Answer.Of(view, CliJson.Default.ResetView, screen =>
        {
            if (view.Told.Count > 0 || view.Committed.Count == 0)
                ResetTables.Told.Print(screen, view.Told);
            if (view.Committed.Count > 0)
                ResetTables.Committed.Print(screen, view.Committed);
        }).With(result);
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call) => ResetTables.Foresee(
        await call.Admin.Groups.PlanResetAsync(call.Needed(_group), call.Needed(_topic), to: null, call.Get(_force), call.Cancellation), call.Needed(_group));
}
