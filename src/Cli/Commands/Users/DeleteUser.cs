using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class DeleteUser : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true);
    private readonly Option<string> _name = Opt.Needed("u", "username", "name of the user");

    public override string Name => "deleteUser";

    public override string Description => "deletes a user of brokers of 5.3";

    public override IReadOnlyList<Option> Options => [.. _target.All, _name];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Users.DeleteAsync(call.Needed(_name), _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"delete user to {server} success.");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var name = call.Needed(_name);
        var there = await call.Admin.Users.FindAsync(name, _target.Of(call), call.Cancellation);
        return UserChanges.Describe(there, (server, user) => user is null
            ? $"nothing on {server}: it has no user [{name}]"
            : $"{server} loses user [{name}] ({user.UserType}, {user.UserStatus})");
    }
}
