using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Users;

internal sealed class ListUser : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _filter = Opt.Text("f", "filter", "a part of the name; all when absent");

    public override string Name => "listUser";

    public override string Description => "lists the users of brokers of 5.3";

    public override IReadOnlyList<Option> Options => [.. _target.All, _filter];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override IReadOnlyList<string> Differences =>
        ["passwords are not printed, whatever the broker tells", "with -c every broker is asked, not the first that has users"];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Users.ListAsync(call.Text(_filter), _target.Of(call), call.Cancellation);
        var view = UsersView.Of(result.Values);
        return Answer.Of(view, CliJson.Default.UsersView, screen =>
        {
            if (view.Distinct.Any())
                UserTables.Users.Print(screen, view.Distinct);
            if (call.Text(_target.Broker) is not null)
                return;
            foreach (var (server, _) in view.Brokers.Where(broker => broker.Value.Count > 0))
                screen.Print($"get user from {server} success.");
        }).With(result);
    }
}
