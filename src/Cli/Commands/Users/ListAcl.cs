using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class ListAcl : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _subject = Opt.Text("s", "subject", "a part of the subject; all when absent");
    private readonly Option<string> _resource = Opt.Text("r", "resource", "a part of the resource; all when absent");

    public override string Name => "listAcl";

    public override string Description => "lists who may do what at brokers of 5.3";

    public override IReadOnlyList<Option> Options => [.. _target.All, _subject, _resource];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Users.ListAclsAsync(call.Text(_subject), call.Text(_resource), _target.Of(call), call.Cancellation);
        var view = AclsView.Of(result.Values);
        return Answer.Of(view, CliJson.Default.AclsView, view.Print).With(result);
    }
}
