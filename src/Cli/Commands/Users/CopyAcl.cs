using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class CopyAcl : AdminCommand
{
    private readonly Option<string> _from = Opt.Needed("f", "fromBroker", "address of the broker that has the decisions, host:port");
    private readonly Option<string> _to = Opt.Needed("t", "toBroker", "address of the broker that gets them, host:port");
    private readonly Option<string> _subjects = Opt.Text("s", "subjects", "about whom, eg: User:alice,User:bob; all when absent");

    public override string Name => "copyAcl";

    public override string Description => "copies who may do what from one broker of 5.3 to another";

    public override IReadOnlyList<Option> Options => [_from, _to, _subjects];

    public override IReadOnlyList<string> Differences => ["a subject about which the source says nothing is a failure, exit code 2"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (from, to) = (call.Needed(_from), call.Needed(_to));
        var acls = await FindAsync(call, BrokerTarget.Address(from));
        foreach (var acl in acls)
        {
            var there = (await call.Admin.Users.FindAclAsync(acl.Subject!, BrokerTarget.Address(to), call.Cancellation)).OrThrow();
            _ = (there.Values[to] is null
                ? await call.Admin.Users.CreateAclAsync(acl, BrokerTarget.Address(to), call.Cancellation)
                : await call.Admin.Users.UpdateAclAsync(acl, BrokerTarget.Address(to), call.Cancellation)).OrThrow();
        }

        return Answer.Of(new CopiedView([.. acls.Select(acl => acl.Subject!)]), CliJson.Default.CopiedView, screen =>
        {
            foreach (var acl in acls)
                screen.Print($"copy acl of {acl.Subject} from {from} to {to} success.");
        });
    }

    private async Task<IReadOnlyList<AclInfo>> FindAsync(Invocation call, BrokerTarget from)
    {
        if (call.Text(_subjects) is not { Length: > 0 } subjects)
            return (await call.Admin.Users.ListAclsAsync(null, null, from, call.Cancellation)).OrThrow().Values.Values.Single();
        var acls = new List<AclInfo>();
        foreach (var subject in Opt.Listed(subjects))
        {
            var found = (await call.Admin.Users.FindAclAsync(subject, from, call.Cancellation)).OrThrow();
            acls.Add(found.Values.Values.Single() ?? throw new ArgumentException($"{call.Needed(_from)} says nothing about '{subject}'"));
        }

        return acls;
    }
}
