using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.NameServers;

internal sealed class UpdateKvConfig : AdminCommand
{
    private readonly Option<string> _namespace = Opt.Needed("s", "namespace", "namespace");
    private readonly Option<string> _key = Opt.Needed("k", "key", "key");
    private readonly Option<string> _value = Opt.Needed("v", "value", "value");

    public override string Name => "updateKvConfig";

    public override string Description => "sets a value in the name servers' key-value configuration";

    public override IReadOnlyList<Option> Options => [_namespace, _key, _value];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.NameServers.PutValueAsync(call.Needed(_namespace), call.Needed(_key), call.Needed(_value), call.Cancellation);
        return ServersView.AnswerOnce(result, $"create or update kv config to namespace success.");
    }
}
