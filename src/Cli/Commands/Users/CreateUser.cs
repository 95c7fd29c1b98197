using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class CreateUser : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true);
    private readonly Option<string> _name = Opt.Needed("u", "username", "name of the user");
    private readonly Option<string> _password = Opt.Needed("p", "password", "password of the user");
    private readonly Option<string> _type = Opt.Text("t", "userType", "Super or Normal, default Normal");

    public override string Name => "createUser";

    public override string Description => "creates a user of brokers of 5.3";

    public override IReadOnlyList<Option> Options => [.. _target.All, _name, _password, _type];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var user = new UserInfo { Username = call.Needed(_name), Password = call.Needed(_password), UserType = call.Text(_type) };
        var result = await call.Admin.Users.CreateAsync(user, _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"create user to {server} success.");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var there = await call.Admin.Users.FindAsync(call.Needed(_name), _target.Of(call), call.Cancellation);
        return UserChanges.Describe(there, (server, user) => user is null
            ? $"{server} gets user [{call.Needed(_name)}]"
            : $"nothing on {server}: it has user [{call.Needed(_name)}] and refuses");
    }
}
