using System.Collections.Concurrent;
using System.Globalization;

namespace RocketMQ.Remoting.Hosting;

/// <summary>The values of a server's properties: defaults, overlaid by a file, overlaid by the command line.</summary>
/// <remarks>Values may change while the server runs (request 25 or 318); readers see each key's newest value. Thread-safe.</remarks>
public sealed class ServerConfiguration
{
    private const string Home = "$HOME/";

    private readonly ConcurrentDictionary<string, string> _set = new(StringComparer.Ordinal);

    private ServerConfiguration(ConfigCatalog catalog) => Catalog = catalog;

    /// <summary>What can be set.</summary>
    public ConfigCatalog Catalog { get; }

    /// <summary>Every property with its value, to be shown, in the catalogue's order. Secrets are asterisks where they are set.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => Catalog.Keys.Select(Shown);

    /// <summary>The important properties, in the same form.</summary>
    public IEnumerable<KeyValuePair<string, string>> Important => Catalog.Important.Select(Shown);

    /// <summary>Overlays layers of values, later ones winning.</summary>
    /// <returns>The configuration, what makes it unusable (one line per problem), and what the operator should know.</returns>
    public static (ServerConfiguration Configuration, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings) Load(
        ConfigCatalog catalog, params ReadOnlySpan<IReadOnlyDictionary<string, string>> layers)
    {
        var configuration = new ServerConfiguration(catalog);
        var errors = new List<string>();
        var warnings = new List<string>();
        foreach (var layer in layers)
        {
            foreach (var (name, value) in layer)
            {
                if (catalog.Find(name) is not { } key)
                    warnings.Add(catalog.IsIgnored(name) ? $"{name} is not used by this server; it has no effect" : $"{name} is not a known property; it has no effect");
                else if (key.Check(value.Trim()) is { } problem)
                    errors.Add(problem);
                else
                    configuration._set[key.Name] = WithHome(key, value.Trim());
            }
        }

        return (configuration, errors, warnings);
    }

    /// <summary>Whether a value was given, be it the default's.</summary>
    public bool IsSet(string name) => _set.ContainsKey(Key(name).Name);

    /// <summary>The value as text.</summary>
    public string Text(string name)
    {
        if (_set.TryGetValue(name, out var value))
            return value;
        var key = Key(name);
        return _set.GetValueOrDefault(key.Name, key.Default);
    }

    /// <summary>The value as a number.</summary>
    public int Integer(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>The value as a number.</summary>
    public long Long(string name) => long.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>The value as a yes or no.</summary>
    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value as a time span, of a key that counts milliseconds.</summary>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Long(name));

    /// <summary>Sets a value found out at start, such as an address of this machine.</summary>
    public void SetDerived(string name, string value) => _set[Key(name).Name] = value;

    /// <summary>Changes values while the server runs; all or nothing.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public string? TryChange(IReadOnlyDictionary<string, string> changes)
    {
        foreach (var (name, value) in changes)
        {
            if (Catalog.Find(name) is not { } key)
                return $"'{name}' is not a known property";
            if (!key.Editable)
                return $"'{key.Name}' can not be changed while the server runs; change it in its properties file. Allowed here: {string.Join(", ", EditableNames)}";
            if (key.Check(value.Trim()) is { } problem)
                return problem;
        }

        foreach (var (name, value) in changes)
            _set[Catalog.Find(name)!.Name] = value.Trim();
        return null;
    }

    private KeyValuePair<string, string> Shown(ConfigKey key) =>
        KeyValuePair.Create(key.Name, key.Secret && Text(key.Name).Length > 0 ? "******" : Text(key.Name));

    /// <summary>A path may begin with $HOME, as the reference files write it.</summary>
    private static string WithHome(ConfigKey key, string value) => key.Kind == ConfigKind.Text && value.StartsWith(Home, StringComparison.Ordinal)
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), value[Home.Length..])
        : value;

    private IEnumerable<string> EditableNames => Catalog.Keys.Where(key => key.Editable).Select(key => key.Name);

    private ConfigKey Key(string name) => Catalog.Find(name) ?? throw new ArgumentException($"'{name}' is not declared", nameof(name));
}
