using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class CopyUser : AdminCommand
{
    private readonly Option<string> _from = Opt.Needed("f", "fromBroker", "address of the broker that has the users, host:port");
    private readonly Option<string> _to = Opt.Needed("t", "toBroker", "address of the broker that gets them, host:port");
    private readonly Option<string> _names = Opt.Text("u", "usernames", "names of the users, eg: alice,bob; all when absent");

    public override string Name => "copyUser";

    public override string Description => "copies users from one broker of 5.3 to another";

    public override IReadOnlyList<Option> Options => [_from, _to, _names];

    public override IReadOnlyList<string> Differences => ["a name that the source does not have is a failure, exit code 2"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (from, to) = (call.Needed(_from), call.Needed(_to));
        var users = await FindAsync(call, BrokerTarget.Address(from));
        foreach (var user in users)
        {
            var there = (await call.Admin.Users.FindAsync(user.Username!, BrokerTarget.Address(to), call.Cancellation)).OrThrow();
            _ = (there.Values[to] is null
                ? await call.Admin.Users.CreateAsync(user, BrokerTarget.Address(to), call.Cancellation)
                : await call.Admin.Users.UpdateAsync(user, BrokerTarget.Address(to), call.Cancellation)).OrThrow();
        }

        return Answer.Of(new CopiedView([.. users.Select(user => user.Username!)]), CliJson.Default.CopiedView, screen =>
        {
            foreach (var user in users)
                screen.Print($"copy user of {user.Username} from {from} to {to} success.");
        });
    }

    private async Task<IReadOnlyList<UserInfo>> FindAsync(Invocation call, BrokerTarget from)
    {
        if (call.Text(_names) is not { Length: > 0 } names)
            return (await call.Admin.Users.ListAsync(null, from, call.Cancellation)).OrThrow().Values.Values.Single();
        var users = new List<UserInfo>();
        foreach (var name in Opt.Listed(names))
        {
            var found = (await call.Admin.Users.FindAsync(name, from, call.Cancellation)).OrThrow();
            users.Add(found.Values.Values.Single() ?? throw new ArgumentException($"{call.Needed(_from)} has no user '{name}'"));
        }

        return users;
    }
}

/// <summary>What was copied, by name.</summary>
internal sealed record CopiedView(IReadOnlyList<string> Copied);
