using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class UpdateSubscriptionGroupList : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _file = Opt.Needed("f", "filename", "file with a JSON list of group settings, as exportMetadata writes them");

    public override string Name => "updateSubGroupList";

    public override string Description => "creates many consumer groups or changes their settings";

    public override IReadOnlyList<Option> Options => [.. _target.All, _file];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences =>
        ["brokers of 4.x take part too: they get the groups one by one", "the file may also be one that exportMetadata wrote"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var groups = SettingsFile.Read(call.Needed(_file), "subscriptionGroupTable", CliFiles.Wire.SubscriptionGroupConfig);
        var result = await call.Admin.Groups.SaveAllAsync(groups, _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"submit batch of subscription group config to {server} success, please check the result later.");
    }
}
