using System.Globalization;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Which store times are of interest: the last so much, or between two moments, either of which may be open.</summary>
/// <param name="Last">The last so much before now; null when the moments count.</param>
/// <param name="From">Earliest store time.</param>
/// <param name="To">Latest store time.</param>
public readonly record struct TimeRange(TimeSpan? Last, DateTimeOffset? From, DateTimeOffset? To)
{
    // Addresses hold moments in UTC, so that a pasted link means the same in every time zone.
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";
    private const string FieldFormat = "yyyy-MM-dd'T'HH:mm:ss.FFF";

    /// <summary>No limit.</summary>
    public static TimeRange All => default;

    /// <summary>Ranges to choose from, by their name in addresses.</summary>
    public static IReadOnlyList<(string Name, TimeSpan Length)> Quick { get; } =
        [("5m", TimeSpan.FromMinutes(5)), ("1h", TimeSpan.FromHours(1)), ("24h", TimeSpan.FromHours(24))];

    /// <summary>Whether there is no limit.</summary>
    public bool IsAll => Last is null && From is null && To is null;

    /// <summary>Name in addresses; null when it is not one of <see cref="Quick"/>.</summary>
    public string? Name
    {
        get
        {
            var last = Last;
            return last is null ? null : Quick.FirstOrDefault(quick => quick.Length == last).Name;
        }
    }

    /// <summary>The same range with its moments fixed, which stays what it is when time goes on.</summary>
    public TimeRange At(DateTimeOffset now) => Last is { } last ? new TimeRange(null, now - last, now) : this;

    /// <summary>A moment as it stands in addresses.</summary>
    public static string? Format(DateTimeOffset? moment) => moment?.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a moment of an address; any ISO 8601 form that names its offset from UTC will do.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        var namesOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        return text.Contains('T', StringComparison.Ordinal) && namesOffset
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    /// <summary>A moment as an input field of type <c>datetime-local</c> holds it.</summary>
    public static string? ToField(DateTimeOffset? moment, TimeZoneInfo zone) =>
        moment is { } m ? Field(TimeZoneInfo.ConvertTime(m, zone).DateTime) : null;

    /// <summary>A date and time of no zone as such a field holds it.</summary>
    public static string Field(DateTime local) => local.ToString(FieldFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads what such a field holds; null when it is empty or no date. An hour that the zone skips counts as the one after it.</summary>
    public static DateTimeOffset? FromField(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local));
    }
}
