using RocketMQ.Admin.Targets;

namespace RocketMQ.Cli.Commands.Brokers;

/// <summary>Figures or settings by name, by server; both in order.</summary>
internal sealed record BrokerTables(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Brokers)
{
    public static BrokerTables Of(PartialResult<IReadOnlyDictionary<string, string>> result) => new(
        new SortedDictionary<string, IReadOnlyDictionary<string, string>>(
            result.Values.ToDictionary(
                pair => pair.Key,
                IReadOnlyDictionary<string, string> (pair) => new SortedDictionary<string, string>(
                    pair.Value.ToDictionary(entry => entry.Key, entry => entry.Value), StringComparer.Ordinal)),
            StringComparer.Ordinal));
}
