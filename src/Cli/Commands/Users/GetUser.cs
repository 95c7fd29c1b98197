using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class GetUser : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _name = Opt.Needed("u", "username", "name of the user");

    public override string Name => "getUser";

    public override string Description => "prints a user of brokers of 5.3";

    public override IReadOnlyList<Option> Options => [.. _target.All, _name];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences =>
    [
        "passwords are not printed, whatever the broker tells", "with -c every broker is asked; where they differ there are several lines",
        "-u is required; the original says so only by failing", "no such user is a failure, exit code 1",
    ];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var name = call.Needed(_name);
        var result = await call.Admin.Users.FindAsync(name, _target.Of(call), call.Cancellation);
        var view = UsersView.Of(result.Values.Select(broker => KeyValuePair.Create<string, IReadOnlyList<UserInfo>>(broker.Key, broker.Value is { } user ? [user] : [])));
        if (view.Distinct.Any() || result.Failures.Count > 0)
            return Answer.Of(view, CliJson.Default.UsersView, screen => UserTables.Users.Print(screen, view.Distinct)).With(result);
        call.Screen.Complain($"{Name}: there is no user '{name}'");
        return Answer.Of(view, CliJson.Default.UsersView, _ => { }).AsFailed();
    }
}
