using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Access;

internal sealed class UpdateGlobalWhiteAddress : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _addresses = Opt.Needed("g", "globalWhiteRemoteAddresses", "addresses that need no signature, eg: 10.10.103.*,192.168.0.*");
    private readonly Option<string> _file = Opt.Text("p", "aclFileFullPath", "access file to change; the broker's main one when absent");

    public override string Name => "updateGlobalWhiteAddr";

    public override string Description => "changes the addresses that need no signature";

    public override IReadOnlyList<Option> Options => [.. _target.All, _addresses, _file];

    public override IReadOnlyList<Option> OneOf => _target.All;

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var addresses = Opt.Listed(call.Needed(_addresses));
        var result = await call.Admin.Access.SaveWhiteListAsync(addresses, call.Text(_file), _target.Of(call), call.Cancellation);
        return ServersView.Answer(result, server => $"update global white remote addresses to {server} success.");
    }

    public override Task<IReadOnlyList<string>> ForeseeAsync(Invocation call) => AccountChanges.ForeseeAsync(call, _target.Of(call), (server, config) =>
        $"global white list of {server}: [{string.Join(", ", config.GlobalWhiteAddrs)}] -> [{string.Join(", ", Opt.Listed(call.Needed(_addresses)))}]");
}
