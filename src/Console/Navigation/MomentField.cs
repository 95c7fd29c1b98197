using System.Globalization;

namespace RocketMQ.ManagementConsole.Navigation;

/// <summary>Moments as addresses hold them: in UTC, so that a link shows the same to everybody.</summary>
internal static class MomentField
{
    /// <summary>The parameter of pages that show the past.</summary>
    public const string At = "at";

    /// <summary>Reads one; null when it is none, or later than now.</summary>
    public static DateTimeOffset? Read(string? text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) && moment <= now
            ? moment
            : null;

    /// <summary>Writes one: 2025-03-04T16:08:09Z.</summary>
    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
