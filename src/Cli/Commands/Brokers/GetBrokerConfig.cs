using System.CommandLine;
using RocketMQ.Admin.NameServers;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class GetBrokerConfig : AdminCommand
{
    private readonly TargetOptions _target = new(withSlaves: true);

    public override string Name => "getBrokerConfig";

    public override string Description => "prints all settings of brokers";

    public override IReadOnlyList<Option> Options => _target.All;

    public override IReadOnlyList<string> Differences => ["settings are in order of their names"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Brokers.GetSettingsAsync(_target.Of(call), call.Cancellation);
        var view = BrokerTables.Of(result);
        var topology = call.Text(_target.Broker) is null ? await call.Admin.NameServers.GetClusterAsync(call.Cancellation) : null;
        return Answer.Of(view, CliJson.Default.BrokerTables, screen =>
        {
            foreach (var (address, table) in view.Brokers.OrderBy(pair => Rank(topology, pair.Key)))
            {
                screen.Print($"{Title(topology, address)}");
                PrintSettings(screen, table);
            }
        }).With(result);
    }

    /// <summary>Settings as the original prints them.</summary>
    public static void PrintSettings(Screen screen, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (key, value) in settings)
            screen.Print($"{key,-50}=  {value}");
        screen.Print($"");
    }

    private static string Title(ClusterTopology? topology, string address) =>
        topology?.FindByAddress(address) switch
        {
            null => $"============{address}============",
            { IsMaster: true } => $"============Master: {address}============",
            var slave => $"============My Master: {topology.FindMaster(slave.BrokerName)?.Address}=====Slave: {address}============",
        };

    // Masters first, each followed by its slaves.
    private static (string Name, long Id) Rank(ClusterTopology? topology, string address) =>
        topology?.FindByAddress(address) is { } broker ? (broker.BrokerName, broker.BrokerId) : ("", 0);
}
