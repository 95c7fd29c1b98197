using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class UpdateBrokerConfig : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _key = Opt.Needed("k", "key", "name of the setting");
    private readonly Option<string> _value = Opt.Needed("v", "value", "its new value");
    private readonly Option<bool> _slaves = Opt.Switch("a", "updateAllBroker", "with -c also slaves");

    public override string Name => "updateBrokerConfig";

    public override string Description => "changes a setting of brokers while they run";

    public override IReadOnlyList<Option> Options => [.. _target.All, _key, _value, _slaves];

    public override IReadOnlyList<string> Differences =>
        ["our brokers change only settings of an allow-list, to values within their bounds, and no path or command; the refusal names the key"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var settings = new Dictionary<string, string> { [call.Needed(_key)] = call.Needed(_value) };
        var result = await call.Admin.Brokers.UpdateSettingsAsync(Target(call), settings, call.Cancellation);
        return ServersView.Answer(result, server => $"update broker config success, {server}");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var key = call.Needed(_key);
        var current = (await call.Admin.Brokers.GetSettingsAsync(Target(call), call.Cancellation)).OrThrow();
        return
        [
            .. current.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
                pair.Value.TryGetValue(key, out var value) ? $"{pair.Key}: {key} from {value} to {call.Needed(_value)}"
                : $"{pair.Key}: nothing, it has no setting '{key}'"),
        ];
    }

    private BrokerTarget Target(Invocation call) =>
        call.Get(_slaves) && call.Text(_target.Broker) is null && call.Text(_target.Cluster) is { } cluster
            ? BrokerTarget.WholeCluster(cluster)
            : _target.Of(call);
}
