using System.Text.Json;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Inventory;

/// <summary>Reads the state of everything that has one out of a snapshot: setting by setting, in order of name, so that equal states are equal texts.</summary>
internal static class DefinitionReader
{
    private const string Brokers = "brokers";

    /// <summary>The name of a broker's settings: a master's are those of its set.</summary>
    public static string NameOfSettings(string brokerName, long brokerId) =>
        brokerId == 0 ? brokerName : FormattableString.Invariant($"{brokerName}/{brokerId}");

    /// <summary>A broker process; null while it does not tell what it is.</summary>
    public static SortedDictionary<string, string>? Of(BrokerSnapshot broker) => broker.Runtime is null
        ? null
        : new(StringComparer.Ordinal)
        {
            ["address"] = broker.Address,
            ["role"] = broker.IsMaster ? "master" : "slave",
            ["version"] = broker.Runtime.VersionName ?? "",
        };

    /// <summary>A topic or group: settings that are the same on all brokers that have it once, others for each broker.</summary>
    public static SortedDictionary<string, string> Of<TConfig>(IReadOnlyDictionary<string, TConfig> configs, string nameField)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { [Brokers] = string.Join(", ", configs.Keys) };
        var byBroker = configs.Select(config => (Broker: config.Key, Fields: Flat(config.Value, nameField))).ToList();
        foreach (var field in byBroker.SelectMany(broker => broker.Fields.Keys).Distinct(StringComparer.Ordinal))
        {
            var values = byBroker.Select(broker => (broker.Broker, Value: broker.Fields.GetValueOrDefault(field))).ToList();
            if (values.DistinctBy(pair => pair.Value).Count() == 1)
            {
                fields[field] = values[0].Value!;
                continue;
            }

            foreach (var (broker, value) in values.Where(pair => pair.Value is not null))
                fields[$"{field} ({broker})"] = value!;
        }

        return fields;
    }

    /// <summary>A member of a group, or a producer.</summary>
    public static SortedDictionary<string, string> Of(ConnectedClient client) => new(StringComparer.Ordinal)
    {
        ["address"] = client.Address,
        ["language"] = client.Language,
        ["version"] = client.Version,
    };

    private static Dictionary<string, string> Flat<TConfig>(TConfig config, string nameField) => JsonSerializer.SerializeToElement(config, JsonSerializerOptions.Web).EnumerateObject()
        .Where(field => field.Name != nameField && field.Value.ValueKind is not JsonValueKind.Null)
        .ToDictionary(field => field.Name, field => field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText(), StringComparer.Ordinal);
}
