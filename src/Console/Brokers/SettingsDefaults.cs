using System.Collections.Frozen;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>The defaults that the settings of a broker are compared with: those of its own line of releases.</summary>
/// <param name="Release">What they are the defaults of, "4.9".</param>
/// <param name="Values">By name; without those that depend on the machine or on other settings.</param>
public sealed record SettingsDefaults(string Release, IReadOnlyDictionary<string, string> Values)
{
    private const string Resource = "defaults-5.3.conf";

    /// <summary>Of 4.9, and of our broker.</summary>
    public static SettingsDefaults FourNine { get; } = new(
        "4.9", SettingsReference.All.Values.Where(setting => setting.Default.Length > 0).ToFrozenDictionary(setting => setting.Key, setting => setting.Default, StringComparer.Ordinal));

    /// <summary>Of 5.3: some names are of 5.x alone, and some that 4.9 has too have another default.</summary>
    public static SettingsDefaults FiveThree { get; } = new("5.3", Read().ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Those of a broker.</summary>
    /// <param name="version">Its version's number; null while not known.</param>
    public static SettingsDefaults Of(int? version) => version >= RemotingVersion.V5_0_0 ? FiveThree : FourNine;

    private static Dictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(SettingsDefaults).Assembly.GetManifestResourceStream(Resource)!);
        return PropertiesText.Parse(reader.ReadToEnd());
    }
}
