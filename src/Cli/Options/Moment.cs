using System.Globalization;

namespace RocketMQ.Cli.Options;

/// <summary>A point in time as mqadmin takes it: milliseconds since 1970, or a date and time in this machine's zone.</summary>
internal static class Moment
{
    public const string Forms = "milliseconds since 1970, or yyyy-MM-dd#HH:mm:ss:SSS";

    private static readonly string[] Dates = ["yyyy-MM-dd#HH:mm:ss:fff", "yyyy-MM-dd#HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss,fff"];

    /// <exception cref="ArgumentException">It is none.</exception>
    public static DateTimeOffset Parse(string text, string option, TimeProvider time)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253_402_300_800_000)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        if (DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new DateTimeOffset(local, time.LocalTimeZone.GetUtcOffset(local));
        throw new ArgumentException($"'{text}' is no value of {option}; {Forms} is");
    }
}
