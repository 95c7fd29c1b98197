using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class CopyUser() : CopyCommand<UserInfo>("users", Opt.Text("u", "usernames", "names of the users, eg: alice,bob; all when absent"))
{
    public override string Name => "copyUser";

    public override string Description => "copies users from one broker of 5.3 to another";

    public override IReadOnlyList<string> Differences => ["a name that the source does not have is a failure, exit code 2"];

    protected override string Noun => "user";

    protected override string NameOf(UserInfo item) => item.Username!;

    protected override string Missing(string name) => $"has no user '{name}'";

    protected override Task<PartialResult<IReadOnlyList<UserInfo>>> ListAsync(Invocation call, BrokerTarget at) => call.Admin.Users.ListAsync(null, at, call.Cancellation);

    protected override Task<PartialResult<UserInfo?>> FindAsync(Invocation call, string name, BrokerTarget at) => call.Admin.Users.FindAsync(name, at, call.Cancellation);

    protected override Task<PartialResult<Done>> CreateAsync(Invocation call, UserInfo item, BrokerTarget at) => call.Admin.Users.CreateAsync(item, at, call.Cancellation);

    protected override Task<PartialResult<Done>> UpdateAsync(Invocation call, UserInfo item, BrokerTarget at) => call.Admin.Users.UpdateAsync(item, at, call.Cancellation);
}
