using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class BrokerStatus : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true);

    public override string Name => "brokerStatus";

    public override string Description => "prints all runtime figures of brokers";

    public override IReadOnlyList<Option> Options => _target.All;

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Brokers.GetRuntimeAsync(_target.Of(call), call.Cancellation);
        var prefixed = call.Text(_target.Broker) is null;
        var view = BrokerTables.Of(result.Select(runtime => runtime.Table));
        return Answer.Of(view, CliJson.Default.BrokerTables, screen =>
        {
            foreach (var (address, table) in view.Brokers)
            {
                foreach (var (key, value) in table)
                {
                    if (prefixed)
                        screen.Print($"{address,-24} {key,-32}: {value}");
                    else
                        screen.Print($"{key,-32}: {value}");
                }
            }
        }).With(result);
    }
}
