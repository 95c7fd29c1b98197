using System.Globalization;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Navigation;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>The page that moves a group's offsets, filled in for the commands of mqadmin that do.</summary>
internal static class OffsetPages
{
    // As mqadmin takes them, in the time zone of whoever types.
    private static readonly string[] Dates = ["yyyy-MM-dd#HH:mm:ss:fff", "yyyy-MM-dd#HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss,fff"];

    /// <summary>resetOffsetByTime: one queue from an offset, or one or all from a store time.</summary>
    public static string Reset(CommandReading line)
    {
        var queue = line.Broker is { } broker && int.TryParse(line["queue"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? OffsetDraft.SpellQueue(broker.BrokerName, number)
            : null;
        if (queue is null)
            line.Used.ExceptWith(["broker", "queue"]);
        var offset = queue is null ? null : line["offset"];
        var time = line["timestamp"];
        if (offset is not null)
            return Page(line, line["group"], OffsetGoalKind.Offset, ("number", offset), ("queues", queue));
        if (time is "now" or "-1")
            return Page(line, line["group"], OffsetGoalKind.Latest, ("queues", queue));
        var at = Moment(time);
        if (at is null)
            line.Used.Remove("timestamp");
        // Without a time there is nothing to preview yet.
        return Page(line, line["group"], at is null ? null : OffsetGoalKind.Time, ("at", at), ("queues", queue));
    }

    /// <summary>skipAccumulatedMessage.</summary>
    public static string Skip(CommandReading line) => Page(line, line["group"], OffsetGoalKind.Latest);

    /// <summary>cloneGroupOffset, whose -o does nothing.</summary>
    public static string Clone(CommandReading line)
    {
        line.Used.Add("offline");
        return Page(line, line["destGroup"], OffsetGoalKind.Group, ("source", line["srcGroup"]));
    }

    private static string Page(CommandReading line, string? group, OffsetGoalKind? goal, params (string Parameter, string? Value)[] more)
    {
        // Offsets move forward too, unless the line says otherwise, which the page can not.
        if (line["force"] is "false")
            line.Used.Remove("force");
        return group is null
            ? Addresses.Groups(line.Cluster.Name)
            : CommandReading.With(Addresses.Offsets(line.Cluster.Name, group), [("topic", line["topic"]), ("to", goal?.ToString().ToLowerInvariant()), .. more]);
    }

    private static string? Moment(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? TimeRange.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? TimeRange.Field(local)
            : null;
}
