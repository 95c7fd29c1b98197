using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class Producers : AdminCommand
{
    private readonly Option<string> _broker = Opt.Needed("b", "broker", "address of the broker, host:port");

    public override string Name => "producer";

    public override string Description => "lists the clients of all producer groups of a broker";

    public override IReadOnlyList<Option> Options => [_broker];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var result = await call.Admin.Groups.ListProducersAsync(BrokerTarget.Address(call.Needed(_broker)), call.Cancellation);
        var groups = new SortedDictionary<string, IReadOnlyList<ProducerView>>(StringComparer.Ordinal);
        foreach (var (group, producers) in result.Values.Values.SelectMany(table => table))
            groups[group] = [.. producers.OrderBy(producer => producer.ClientId, StringComparer.Ordinal).Select(ProducerView.Of)];
        return Answer.Of(new ProducersView(groups), CliJson.Default.ProducersView, screen =>
        {
            foreach (var (group, producers) in groups)
                Print(screen, group, producers);
        }).With(result);
    }

    private static void Print(Screen screen, string group, IReadOnlyList<ProducerView> producers)
    {
        if (producers.Count == 0)
            screen.Print($"producer group ({group}) instances are empty");
        foreach (var producer in producers)
            screen.Print($"producer group ({group}) instance : clientId={producer.ClientId},remoteIP={producer.RemoteIP}, language={producer.Language}, version={producer.Version}, lastUpdateTimestamp={producer.LastUpdateTimestamp}");
    }
}

/// <summary>Producers by group.</summary>
internal sealed record ProducersView(IReadOnlyDictionary<string, IReadOnlyList<ProducerView>> Groups);

/// <summary>A producer; its version is the ordinal.</summary>
internal sealed record ProducerView(string ClientId, string RemoteIP, string Language, int Version, long LastUpdateTimestamp)
{
    public static ProducerView Of(ProducerInfo producer) => new(
        producer.ClientId, producer.RemoteIP, LanguageCodes.NameOf(producer.Language), producer.Version, producer.LastUpdateTimestamp);
}
