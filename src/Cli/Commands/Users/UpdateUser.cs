using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class UpdateUser : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true);
    private readonly Option<string> _name = Opt.Needed("u", "username", "name of the user");
    private readonly Option<string> _password = Opt.Text("p", "password", "new password");
    private readonly Option<string> _type = Opt.Text("t", "userType", "new type, Super or Normal");
    private readonly Option<string> _status = Opt.Text("s", "userStatus", "new status, enable or disable");

    public override string Name => "updateUser";

    public override string Description => "changes a user of brokers of 5.3";

    public override IReadOnlyList<Option> Options => [.. _target.All, _name, _password, _type, _status];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences => ["-p, -t and -s can be given together; the original takes one of them"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var user = new UserInfo { Username = call.Needed(_name), Password = call.Text(_password), UserType = call.Text(_type), UserStatus = call.Text(_status) };
        var result = await call.Admin.Users.UpdateAsync(user, _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"update user to {server} success.");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var name = call.Needed(_name);
        var there = await call.Admin.Users.FindAsync(name, _target.Of(call), call.Cancellation);
        return UserChanges.Describe(there, (server, user) => user is null
            ? $"nothing on {server}: it has no user [{name}]"
            : $"user [{name}] on {server}: {string.Join(", ", Changed(call, user))}");
    }

    private IEnumerable<string> Changed(Invocation call, UserInfo user)
    {
        if (call.Text(_password) is not null)
            yield return "password";
        if (call.Text(_type) is { } type)
            yield return $"type {user.UserType} -> {type}";
        if (call.Text(_status) is { } status)
            yield return $"status {user.UserStatus} -> {status}";
    }
}
