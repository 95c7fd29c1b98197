using System.Globalization;

namespace RocketMQ.ManagementConsole.Formatting;

/// <summary>Numbers as people read them, in the viewer's language. What is unknown (null) is a dash, never a zero.</summary>
internal static class Figures
{
    /// <summary>Stands for a figure that is not known.</summary>
    public const string Unknown = "—";

    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A whole number with group separators: 1,234.</summary>
    public static string Count(long? value) => value?.ToString("N0", CultureInfo.CurrentCulture) ?? Unknown;

    /// <summary>A short form for tight places: 12.3k, 4.5M; exact below ten thousand.</summary>
    public static string Short(double? value) => value switch
    {
        null => Unknown,
        { } v when !double.IsFinite(v) => Unknown,
        { } v when Math.Abs(v) >= 999_950_000 => Scaled(v / 1e9) + "G",
        { } v when Math.Abs(v) >= 999_950 => Scaled(v / 1e6) + "M",
        { } v when Math.Abs(v) >= 10_000 => Scaled(v / 1e3) + "k",
        { } v => Amount(v),
    };

    /// <summary>Events per second without the unit: 1,234, 12.3, 0.04, so that slow traffic does not read as none.</summary>
    public static string Amount(double? value) => value switch
    {
        null => Unknown,
        { } v when !double.IsFinite(v) => Unknown,
        { } v when v == 0 || Math.Abs(v) >= 99.95 => Math.Round(v, MidpointRounding.AwayFromZero).ToString("N0", CultureInfo.CurrentCulture),
        { } v when Math.Abs(v) >= 0.95 => Math.Round(v, 1, MidpointRounding.AwayFromZero).ToString("#,0.#", CultureInfo.CurrentCulture),
        { } v when Math.Abs(v) >= 0.005 => v.ToString("0.##", CultureInfo.CurrentCulture),
        { } v => v > 0 ? "<" + 0.01.ToString(CultureInfo.CurrentCulture) : ">" + (-0.01).ToString(CultureInfo.CurrentCulture),
    };

    /// <summary>Events per second: 1,234/s.</summary>
    public static string Rate(double? perSecond) => perSecond is { } v && double.IsFinite(v) ? Amount(v) + "/s" : Unknown;

    /// <summary>Bytes in binary units with three significant figures: 1.25 GiB.</summary>
    public static string Bytes(double? bytes)
    {
        if (bytes is not { } size || !double.IsFinite(size))
            return Unknown;
        var unit = 0;
        while (Math.Abs(size) >= 1023.5 && unit < ByteUnits.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        var digits = unit == 0 || Math.Abs(size) >= 99.95 ? "N0" : Math.Abs(size) >= 9.995 ? "0.#" : "0.##";
        return size.ToString(digits, CultureInfo.CurrentCulture) + " " + ByteUnits[unit];
    }

    /// <summary>Bytes per second: 12.5 MiB/s.</summary>
    public static string ByteRate(double? perSecond) => perSecond is { } v && double.IsFinite(v) ? Bytes(v) + "/s" : Unknown;

    /// <summary>A share between 0 and 1 as a percentage: 42.1 %.</summary>
    public static string Percent(double? share) => share is { } v && double.IsFinite(v)
        ? (v * 100).ToString(Math.Abs(v) is >= 0.9995 or 0 ? "0" : "0.#", CultureInfo.CurrentCulture) + " %"
        : Unknown;

    private static string Scaled(double value) =>
        value.ToString(Math.Abs(value) >= 99.95 ? "0" : "0.#", CultureInfo.CurrentCulture);
}
