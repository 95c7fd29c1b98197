using System.Globalization;
using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Preferences;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Formatting;

/// <summary>Moments and durations as people read them: relative, exact with the zone, never a date whose order depends on the country.</summary>
internal sealed class Times(IStringLocalizer<Texts> texts, ViewerTimeZone viewer)
{
    /// <summary>Date, time, milliseconds and zone: 2025-03-04 17:08:09.123 UTC+1.</summary>
    public string Exact(DateTimeOffset? moment) => moment is { } m
        ? viewer.Local(m).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + " " + ZoneOf(m)
        : Figures.Unknown;

    /// <summary>Date and time to the second, without the zone, for table columns whose header names it.</summary>
    public string Full(DateTimeOffset? moment) => moment is { } m
        ? viewer.Local(m).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : Figures.Unknown;

    /// <summary>Time of day to the second.</summary>
    public string Clock(DateTimeOffset? moment) => moment is { } m
        ? viewer.Local(m).ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        : Figures.Unknown;

    /// <summary>The viewer's offset at that moment: UTC+8, UTC−3:30.</summary>
    public string ZoneOf(DateTimeOffset moment)
    {
        var offset = viewer.Local(moment).Offset;
        if (offset == TimeSpan.Zero)
            return "UTC";
        var minutes = offset.Minutes == 0 ? "" : ":" + Math.Abs(offset.Minutes).ToString("00", CultureInfo.InvariantCulture);
        return $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{Math.Abs(offset.Hours).ToString(CultureInfo.InvariantCulture)}{minutes}";
    }

    /// <summary>How long ago, or in how long: "3 s ago", "in 5 min".</summary>
    public string Relative(DateTimeOffset? moment, DateTimeOffset now)
    {
        if (moment is not { } m)
            return Figures.Unknown;
        var distance = now - m;
        if (distance.Duration() < TimeSpan.FromSeconds(1))
            return texts["Time.Now"];
        return distance > TimeSpan.Zero ? texts["Time.Ago", Coarse(distance)] : texts["Time.In", Coarse(-distance)];
    }

    /// <summary>A duration in its two largest units: 2 h 5 min, 850 ms.</summary>
    public string Duration(TimeSpan? duration)
    {
        if (duration is not { } d)
            return Figures.Unknown;
        if (d < TimeSpan.Zero)
            return "−" + Duration(-d);
        if (d < TimeSpan.FromSeconds(1))
            return texts["Time.Milliseconds", ((long)d.TotalMilliseconds).ToString(CultureInfo.CurrentCulture)];
        if (d < TimeSpan.FromSeconds(10) && d.Milliseconds >= 100)
            return texts["Time.Seconds", d.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture)];

        var (first, second) = Parts(d);
        return second is null ? first : $"{first} {second}";
    }

    private string Coarse(TimeSpan d) => Parts(d).First;

    private (string First, string? Second) Parts(TimeSpan d)
    {
        (string Key, int Value)[] parts = [("Time.Days", d.Days), ("Time.Hours", d.Hours), ("Time.Minutes", d.Minutes), ("Time.Seconds", d.Seconds)];
        var first = Array.FindIndex(parts, part => part.Value > 0);
        if (first < 0)
            return (Part("Time.Seconds", 0), null);
        var second = first + 1 < parts.Length && parts[first + 1].Value > 0 ? Part(parts[first + 1].Key, parts[first + 1].Value) : null;
        return (Part(parts[first].Key, parts[first].Value), second);
    }

    private string Part(string key, int value) => texts[key, value.ToString("N0", CultureInfo.CurrentCulture)];
}
