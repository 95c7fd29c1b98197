using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class CopyAcl() : CopyCommand<AclInfo>("decisions", Opt.Text("s", "subjects", "about whom, eg: User:alice,User:bob; all when absent"))
{
    public override string Name => "copyAcl";

    public override string Description => "copies who may do what from one broker of 5.3 to another";

    public override IReadOnlyList<string> Differences => ["a subject about which the source says nothing is a failure, exit code 2"];

    protected override string Noun => "acl";

    protected override string NameOf(AclInfo item) => item.Subject!;

    protected override string Missing(string name) => $"says nothing about '{name}'";

    protected override Task<PartialResult<IReadOnlyList<AclInfo>>> ListAsync(Invocation call, BrokerTarget at) => call.Admin.Users.ListAclsAsync(null, null, at, call.Cancellation);

    protected override Task<PartialResult<AclInfo?>> FindAsync(Invocation call, string name, BrokerTarget at) => call.Admin.Users.FindAclAsync(name, at, call.Cancellation);

    protected override Task<PartialResult<Done>> CreateAsync(Invocation call, AclInfo item, BrokerTarget at) => call.Admin.Users.CreateAclAsync(item, at, call.Cancellation);

    protected override Task<PartialResult<Done>> UpdateAsync(Invocation call, AclInfo item, BrokerTarget at) => call.Admin.Users.UpdateAclAsync(item, at, call.Cancellation);
}
