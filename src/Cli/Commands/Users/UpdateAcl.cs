using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class UpdateAcl : SaveAcl
{
    public override string Name => "updateAcl";

    public override string Description => "changes what a user of brokers of 5.3 may do";

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Users.UpdateAclAsync(Read(call), Target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"update acl to {server} success.");
    }
}
