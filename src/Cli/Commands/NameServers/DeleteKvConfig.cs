using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.NameServers;

internal sealed class DeleteKvConfig : AdminCommand
{
    private readonly Option<string> _namespace = Opt.Needed("s", "namespace", "namespace");
    private readonly Option<string> _key = Opt.Needed("k", "key", "key");

    public override string Name => "deleteKvConfig";

    public override string Description => "deletes a value from the name servers' key-value configuration";

    public override IReadOnlyList<Option> Options => [_namespace, _key];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.NameServers.DeleteValueAsync(call.Needed(_namespace), call.Needed(_key), call.Cancellation);
        return ServersView.AnswerOnce(result, $"delete kv config from namespace success.");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var value = await call.Admin.NameServers.GetValueAsync(call.Needed(_namespace), call.Needed(_key), call.Cancellation);
        return [value is null ? "nothing: there is no such key" : $"{call.Needed(_namespace)}/{call.Needed(_key)} loses its value '{value}'"];
    }
}
