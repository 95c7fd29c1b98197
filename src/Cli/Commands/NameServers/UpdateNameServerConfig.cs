using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.NameServers;

internal sealed class UpdateNameServerConfig : AdminCommand
{
    private readonly Option<string> _key = Opt.Needed("k", "key", "name of the setting");
    private readonly Option<string> _value = Opt.Needed("v", "value", "its new value");

    public override string Name => "updateNamesrvConfig";

    public override string Description => "changes a setting of the name servers while they run";

    public override IReadOnlyList<Option> Options => [_key, _value];

    public override IReadOnlyList<string> Differences =>
        ["our name servers change only settings of an allow-list, to values within their bounds, and no path or command; the refusal names the key"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (key, value) = (call.Needed(_key), call.Needed(_value));
        var result = await call.Admin.NameServers.UpdateSettingsAsync(new Dictionary<string, string> { [key] = value }, call.Cancellation);
        return ServersView.AnswerOnce(
            result, $"update name server config success![{string.Join(", ", call.Admin.NameServers.Addresses)}]\n{key} : {value}");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var key = call.Needed(_key);
        var current = (await call.Admin.NameServers.GetSettingsAsync(call.Cancellation)).OrThrow();
        return
        [
            .. current.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
                pair.Value.TryGetValue(key, out var value) ? $"{pair.Key}: {key} from {value} to {call.Needed(_value)}"
                : $"{pair.Key}: nothing, it has no setting '{key}'"),
        ];
    }
}
