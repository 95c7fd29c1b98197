using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class GetAcl : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _subject = Opt.Needed("s", "subject", "who, eg: User:alice");

    public override string Name => "getAcl";

    public override string Description => "prints what a user of brokers of 5.3 may do";

    public override IReadOnlyList<Option> Options => [.. _target.All, _subject];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences =>
        ["-s is required; the original says so only by failing", "that nothing is said about the user is a failure, exit code 1"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var subject = call.Needed(_subject);
        var result = await call.Admin.Users.FindAclAsync(subject, _target.Of(call), call.Cancellation);
        var view = AclsView.Of(result.Values.Select(broker => KeyValuePair.Create<string, IReadOnlyList<AclInfo>>(broker.Key, broker.Value is { } acl ? [acl] : [])));
        if (view.Brokers.Values.Any(acls => acls.Count > 0) || result.Failures.Count > 0)
            return Answer.Of(view, CliJson.Default.AclsView, view.Print).With(result);
        call.Screen.Complain($"{Name}: nothing is said about '{subject}'");
        return Answer.Of(view, CliJson.Default.AclsView, _ => { }).AsFailed();
    }
}
