using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class CreateAcl : SaveAcl
{
    public override string Name => "createAcl";

    public override string Description => "says what a user of brokers of 5.3 may do";

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Users.CreateAclAsync(Read(call), Target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"create acl to {server} success.");
    }
}
