using RocketMQ.Remoting.Json;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Settings of one object on several brokers, as a restore point keeps them: in the words of the wire, so that nothing is lost that this console does not show.</summary>
/// <param name="Name">The object.</param>
/// <param name="Settings">The settings by name of the broker set.</param>
/// <param name="Created">Broker sets that the change brought the object to; a restore leaves it there.</param>
internal sealed record SavedSettings(string Name, SortedDictionary<string, string> Settings, IReadOnlyList<string> Created)
{
    /// <summary>What the chosen brokers have; null when none of them has the object.</summary>
    public static SavedSettings? Of<T>(string name, IEnumerable<string> chosen, IReadOnlyDictionary<string, T>? known)
        where T : class
    {
        var brokers = chosen.ToLookup(broker => known?.ContainsKey(broker) == true);
        return known is not null && brokers[true].Any()
            ? new SavedSettings(
                name,
                new(brokers[true].ToDictionary(broker => broker, broker => System.Text.Encoding.UTF8.GetString(FastJson.Write(known[broker]))), StringComparer.Ordinal),
                [.. brokers[false].Order(StringComparer.Ordinal)])
            : null;
    }

    /// <summary>The settings as they were.</summary>
    public IReadOnlyDictionary<string, T> Read<T>()
        where T : class =>
        Settings.ToDictionary(pair => pair.Key, pair => FastJson.Parse<T>(System.Text.Encoding.UTF8.GetBytes(pair.Value)), StringComparer.Ordinal);

    /// <summary>What a reader should know before the settings are put back.</summary>
    public IReadOnlyList<Remark> Notes => Created.Count == 0 ? [] : [new Remark("Undo.StaysThere", Name, string.Join(", ", Created))];
}
