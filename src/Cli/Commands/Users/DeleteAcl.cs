using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class DeleteAcl : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true);
    private readonly Option<string> _subject = Opt.Needed("s", "subject", "who, eg: User:alice");
    private readonly Option<string> _resource = Opt.Text("r", "resources", "only on this resource, eg: Topic:orders; all when absent");

    public override string Name => "deleteAcl";

    public override string Description => "deletes what is said about what a user of brokers of 5.3 may do";

    public override IReadOnlyList<Option> Options => [.. _target.All, _subject, _resource];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Users.DeleteAclAsync(call.Needed(_subject), call.Text(_resource), _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"delete acl to {server} success.");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var subject = call.Needed(_subject);
        var there = await call.Admin.Users.FindAclAsync(subject, _target.Of(call), call.Cancellation);
        return UserChanges.Describe(there, (server, acl) => Lost(acl, call.Text(_resource)) is { Count: > 0 } lost
            ? $"{subject} at {server} loses: {string.Join("; ", lost.Select(entry => $"{entry.Resource} {UserChanges.Describe(entry)}"))}"
            : $"nothing on {server}: it says nothing about {subject}");
    }

    private static List<AclPolicyEntry> Lost(AclInfo? acl, string? resource) =>
        [.. (acl?.Policies ?? []).SelectMany(policy => policy.Entries).Where(entry => resource is null || entry.Resource == resource)];
}
