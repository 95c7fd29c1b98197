using System.CommandLine;

namespace RocketMQ.Cli.Commands;

internal sealed class BrokerStatus : AdminCommand
{
    private readonly TargetOptions _target = new();

    public override string Name => "brokerStatus";

    public override string Description => "prints all runtime figures of brokers";

    protected override IEnumerable<Option> Options => _target.All;

    protected override async Task<int> RunAsync(Invocation call)
    {
        var target = _target.Of(call);
        var result = await call.Admin.Brokers.GetRuntimeAsync(target, call.Cancellation);
        foreach (var (address, runtime) in result.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (key, value) in runtime.Table.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (target == Admin.Targets.BrokerTarget.Address(address))
                    call.Print($"{key,-32}: {value}");
                else
                    call.Print($"{address,-24} {key,-32}: {value}");
            }
        }

        return call.Report(result);
    }
}
