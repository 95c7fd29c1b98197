using System.Globalization;
using System.Text;

namespace RocketMQ.Remoting.Hosting;

/// <summary>The commented reference of a server's properties, as it stands in conf/: every key with its meaning, bounds and default.</summary>
public static class ConfigReference
{
    /// <summary>Composes the reference file; every key is commented out, so the file as it stands changes nothing.</summary>
    public static string Compose(string command, ConfigCatalog catalog)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Every property of {command} with its default. Remove the # in front of a key to set it:");
        text.AppendLine(CultureInfo.InvariantCulture, $"#   {command} -c FILE");
        text.AppendLine("# A path may begin with $HOME.");
        foreach (var key in catalog.Keys)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"# {key.Meaning}");
            if (Allowed(key) is { } allowed)
                text.AppendLine(CultureInfo.InvariantCulture, $"# {allowed}");
            if (key.Aliases.Count > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"# Also read as {string.Join(", ", key.Aliases)}.");
            if (key.Editable)
                text.AppendLine("# May be changed while the server runs.");
            text.AppendLine(CultureInfo.InvariantCulture, $"#{key.Name}={WithoutHome(key.Default)}");
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    /// <summary>Defaults below the user's home folder differ from machine to machine; the reference names the folder.</summary>
    private static string WithoutHome(string value) => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
        ? value.Replace(home, "$HOME", StringComparison.Ordinal)
        : value;

    private static string? Allowed(ConfigKey key) => key.Kind switch
    {
        ConfigKind.Choice => $"Allowed: {string.Join(", ", key.Choices)}.",
        ConfigKind.Integer or ConfigKind.Long when key.Min > long.MinValue && key.Max < long.MaxValue => $"Allowed: {key.Min} to {key.Max}.",
        ConfigKind.Integer or ConfigKind.Long when key.Min > long.MinValue => $"Allowed: {key.Min} and above.",
        _ => null,
    };
}
