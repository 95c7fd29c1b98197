using System.CommandLine;
using RocketMQ.Cli.Commands.Brokers;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.NameServers;

internal sealed class GetNameServerConfig : AdminCommand
{
    public override string Name => "getNamesrvConfig";

    public override string Description => "prints all settings of the name servers";

    public override IReadOnlyList<Option> Options => [];

    public override IReadOnlyList<string> Differences => ["settings are in order of their names"];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.NameServers.GetSettingsAsync(call.Cancellation);
        var view = BrokerTables.Of(result);
        return Answer.Of(new ServerTables(view.Brokers), CliJson.Default.ServerTables, screen =>
        {
            foreach (var (address, settings) in view.Brokers)
            {
                screen.Print($"============{address}============");
                foreach (var (key, value) in settings)
                    screen.Print($"{key,-50}=  {value}");
            }
        }).With(result);
    }
}

/// <summary>Settings by name, by name server.</summary>
internal sealed record ServerTables(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Servers);
