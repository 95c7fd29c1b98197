using System.Globalization;

namespace RocketMQ.ManagementConsole.Radar;

/// <summary>When a broker deletes what it stored, read or not: commit log files older than this go, at certain hours or when the disk fills.</summary>
/// <param name="Kept">Nothing younger goes while there is room on the disk (fileReservedTime).</param>
/// <param name="DeleteWhen">Hours of the broker's own day in which old files go, as it writes them: "04".</param>
public sealed record Retention(TimeSpan Kept, string DeleteWhen)
{
    // Above this brokers delete their oldest files whatever their age (docs/protocol.md 4.7).
    private const double DeletesAnyAge = 0.85;

    /// <summary>Reads the settings of a broker; null when they do not say.</summary>
    public static Retention? Of(IReadOnlyDictionary<string, string> settings) =>
        settings.TryGetValue("fileReservedTime", out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var hours) && hours is >= 0 and < 10_000_000
            ? new Retention(TimeSpan.FromHours(hours), settings.GetValueOrDefault("deleteWhen", ""))
            : null;

    /// <summary>Whether a disk is so full that even young files go.</summary>
    public static bool IsForced(double? diskRatio) => diskRatio >= DeletesAnyAge;
}
