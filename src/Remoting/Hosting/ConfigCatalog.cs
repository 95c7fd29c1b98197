namespace RocketMQ.Remoting.Hosting;

/// <summary>All properties of one server.</summary>
public sealed class ConfigCatalog
{
    private readonly Dictionary<string, ConfigKey> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored;

    /// <param name="keys">The properties that have an effect.</param>
    /// <param name="ignored">Properties of the original that have no meaning here; setting one warns and changes nothing.</param>
    /// <param name="important">Names of those that <c>-m</c> prints, in that order.</param>
    public ConfigCatalog(IEnumerable<ConfigKey> keys, IEnumerable<string> ignored, params IEnumerable<string> important)
    {
        Keys = [.. keys];
        foreach (var key in Keys)
        {
            _byName.Add(key.Name, key);
            foreach (var alias in key.Aliases)
                _byName.Add(alias, key);
        }

        _ignored = new HashSet<string>(ignored, StringComparer.Ordinal);
        Important = [.. important.Select(name => _byName[name])];
    }

    /// <summary>The properties in the order in which they are declared.</summary>
    public IReadOnlyList<ConfigKey> Keys { get; }

    /// <summary>The properties that <c>-m</c> prints, in that order.</summary>
    public IReadOnlyList<ConfigKey> Important { get; }

    /// <summary>Finds a property by its name or another spelling of it.</summary>
    public ConfigKey? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether the original has a property of this name that means nothing here.</summary>
    public bool IsIgnored(string name) => _ignored.Contains(name);
}
