using System.Globalization;

namespace RocketMQ.Remoting.Hosting;

/// <summary>
/// One property of a server, declared once: it feeds the parser, the printed configuration, the reference file and the check of
/// changes at run time.
/// </summary>
public sealed record ConfigKey
{
    private ConfigKey(string name, string fallback, string meaning, ConfigKind kind)
    {
        Name = name;
        Default = fallback;
        Meaning = meaning;
        Kind = kind;
    }

    /// <summary>The name as the original's software reads it.</summary>
    public string Name { get; }

    /// <summary>The value when it is not set; empty where there is none.</summary>
    public string Default { get; }

    /// <summary>What it does, with its unit.</summary>
    public string Meaning { get; }

    /// <summary>What its value looks like.</summary>
    public ConfigKind Kind { get; }

    /// <summary>Smallest value of a number.</summary>
    public long Min { get; private init; } = long.MinValue;

    /// <summary>Largest value of a number.</summary>
    public long Max { get; private init; } = long.MaxValue;

    /// <summary>The values a choice allows.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Other spellings that are read, never written.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Whether it may be changed over the wire (requests 25 and 318). Off unless declared: a path, address or command that could be
    /// set from outside was the original's hole (CVE-2023-33246, CVE-2023-37582).
    /// </summary>
    public bool Editable { get; init; }

    /// <summary>Whether its value is shown to nobody.</summary>
    public bool Secret { get; init; }

    /// <summary>What is wrong with a text and what is allowed, null when it is fine; for texts that follow rules of their own.</summary>
    public Func<string, string?>? Rule { get; init; }

    /// <summary>A whole number of 32 bits.</summary>
    public static ConfigKey Integer(string name, int fallback, int min, int max, string meaning) =>
        new(name, fallback.ToString(CultureInfo.InvariantCulture), meaning, ConfigKind.Integer) { Min = min, Max = max };

    /// <summary>A whole number of 64 bits.</summary>
    public static ConfigKey Long(string name, long fallback, long min, long max, string meaning) =>
        new(name, fallback.ToString(CultureInfo.InvariantCulture), meaning, ConfigKind.Long) { Min = min, Max = max };

    /// <summary>true or false.</summary>
    public static ConfigKey Flag(string name, bool fallback, string meaning) =>
        new(name, fallback ? "true" : "false", meaning, ConfigKind.Flag) { Choices = ["true", "false"] };

    /// <summary>Free text.</summary>
    public static ConfigKey Text(string name, string fallback, string meaning) => new(name, fallback, meaning, ConfigKind.Text);

    /// <summary>One of a few words.</summary>
    public static ConfigKey Choice<TEnum>(string name, TEnum fallback, string meaning, Func<TEnum, string> spell)
        where TEnum : struct, Enum =>
        new(name, spell(fallback), meaning, ConfigKind.Choice) { Choices = [.. Enum.GetValues<TEnum>().Select(spell)] };

    /// <summary>What is wrong with a value and what is allowed; null when it is fine.</summary>
    public string? Check(string value) => Kind switch
    {
        ConfigKind.Integer or ConfigKind.Long when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < Min || number > Max => $"{Name}={value}: a whole number from {Min} to {Max} is allowed",
        ConfigKind.Flag or ConfigKind.Choice when !Choices.Contains(value, Kind == ConfigKind.Flag ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal) =>
            $"{Name}={value}: {string.Join(" or ", Choices)} is allowed",
        ConfigKind.Text => Rule?.Invoke(value) is { } problem ? $"{Name}={value}: {problem}" : null,
        _ => null,
    };
}

/// <summary>What the value of a property looks like.</summary>
public enum ConfigKind
{
    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>One of a few words.</summary>
    Choice,
}
