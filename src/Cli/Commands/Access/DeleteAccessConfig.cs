using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Access;

internal sealed class DeleteAccessConfig : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _accessKey = Opt.Needed("a", "accessKey", "name of the account");

    public override string Name => "deleteAccessConfig";

    public override string Description => "deletes an account of brokers";

    public override IReadOnlyList<Option> Options => [.. _target.All, _accessKey];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var accessKey = call.Needed(_accessKey);
        var result = await call.Admin.Access.DeleteAsync(accessKey, _target.Of(call), call.Cancellation);
        var view = new ServersView([.. result.Values.Keys.Order(StringComparer.Ordinal)]);
        return Answer.Of(view, CliJson.Default.ServersView, screen =>
        {
            foreach (var server in view.Servers)
                screen.Print($"delete plain access config account from {server} success.");
            if (view.Servers.Count > 0)
                screen.Print($"account's accesskey is:{accessKey}");
        }).With(result);
    }

    public override Task<IReadOnlyList<string>> ForeseeAsync(Invocation call) => AccountChanges.ForeseeAsync(call, _target.Of(call), (server, config) =>
        AccountChanges.Find(config, call.Needed(_accessKey)) is { } account
            ? $"{server} loses account [{account.AccessKey}]: {AccountChanges.Describe(account)}"
            : $"nothing on {server}: it has no account [{call.Needed(_accessKey)}]");
}
