using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

/// <summary>Says what somebody may do: the options that createAcl and updateAcl share.</summary>
internal abstract class SaveAcl : AdminCommand
{
    private readonly Option<string> _subject = Opt.Needed("s", "subject", "who, eg: User:alice");
    private readonly Option<string> _resources = Opt.Needed("r", "resources", "on what, eg: Topic:orders,Topic:pre*,Group:*");
    private readonly Option<string> _actions = Opt.Needed("a", "actions", "what is done: All, Any, Pub, Sub, Create, Update, Delete, Get, List");
    private readonly Option<string> _addresses = Opt.Text("i", "sourceIp", "from where, eg: 192.168.1.1,10.0.0.0/24; from anywhere when absent");
    private readonly Option<string> _decision = Opt.Needed("d", "decision", "Allow or Deny");

    public override IReadOnlyList<Option> Options => [.. Target.All, _subject, _resources, _actions, _addresses, _decision];

    public override IReadOnlyList<Option> OneOf => Target.All;

    public override bool Changes => true;

    protected TargetOptions Target { get; } = new(withSlaves: true);

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var (subject, wanted) = (call.Needed(_subject), Read(call).Policies[0].Entries);
        var there = await call.Admin.Users.FindAclAsync(subject, Target.Of(call), call.Cancellation);
        return [.. wanted.SelectMany(entry => UserChanges.Describe(there, (server, acl) =>
            $"{subject} on {entry.Resource} at {server}: {UserChanges.Describe(UserChanges.EntryOf(acl, entry.Resource!))} -> {UserChanges.Describe(entry)}"))];
    }

    protected AclInfo Read(Invocation call)
    {
        var entries = Opt.Listed(call.Needed(_resources)).Select(resource => new AclPolicyEntry
        {
            Resource = resource,
            Actions = Opt.Listed(call.Needed(_actions)),
            SourceIps = call.Text(_addresses) is { } addresses ? Opt.Listed(addresses) : null,
            Decision = call.Needed(_decision),
        });
        return new AclInfo { Subject = call.Needed(_subject), Policies = [new AclPolicy { Entries = [.. entries] }] };
    }
}
