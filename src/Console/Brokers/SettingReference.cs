using System.Globalization;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>What is known of a broker's setting apart from any broker.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Default">Its default; empty where that depends on the machine or on other settings.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Allowed">"0 to 7", "1 and above" or "A, B, C"; null for anything.</param>
/// <param name="IsEditable">Whether it may be changed while the broker runs.</param>
public sealed record SettingReference(string Key, string Default, string Meaning, string? Allowed, bool IsEditable)
{
    private const string And = " and above";
    private const string To = " to ";

    /// <summary>The values to choose from; empty when it is typed.</summary>
    public IReadOnlyList<string> Choices =>
        Default is "true" or "false" ? ["true", "false"]
        : Allowed is not null && !IsNumber ? Allowed.Split(", ")
        : [];

    private bool IsNumber => Allowed is not null && (Allowed.Contains(To, StringComparison.Ordinal) || Allowed.EndsWith(And, StringComparison.Ordinal));

    /// <summary>Whether a value is allowed.</summary>
    public bool Allows(string value)
    {
        if (Choices.Count > 0)
            return Choices.Contains(value);
        if (!IsNumber)
            return value.AsSpan().IndexOfAny('\r', '\n') < 0;
        var bounds = Allowed!.Replace(And, "", StringComparison.Ordinal).Split(To);
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= long.Parse(bounds[0], CultureInfo.InvariantCulture)
            && (bounds.Length == 1 || number <= long.Parse(bounds[1], CultureInfo.InvariantCulture));
    }
}
