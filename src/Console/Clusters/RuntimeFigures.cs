using System.Globalization;
using RocketMQ.Admin.Brokers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What a runtime figure of a broker is about.</summary>
public enum FigureSection
{
    /// <summary>The process itself.</summary>
    Process,

    /// <summary>Messages in and out.</summary>
    Traffic,

    /// <summary>Storing of messages.</summary>
    Writing,

    /// <summary>The commit log, its queues and disks.</summary>
    Store,

    /// <summary>Requests that wait to be served.</summary>
    Waiting,

    /// <summary>Delayed messages.</summary>
    Delays,

    /// <summary>What this console does not know.</summary>
    Other,
}

/// <summary>How a figure's text is to be read.</summary>
public enum FigureForm
{
    /// <summary>As it stands.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Milliseconds since 1970; not positive for none.</summary>
    Time,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>A share, 0 to 1; negative for not known.</summary>
    Share,

    /// <summary>Three means per second: of 10 s, 1 min, 10 min.</summary>
    Rates,
}

/// <summary>One runtime figure.</summary>
/// <param name="Key">Its name on the wire.</param>
/// <param name="Text">The broker's own words.</param>
/// <param name="Form">How to read them.</param>
/// <param name="Meaning">Key of its explanation, <c>Cluster.Figure.{Meaning}</c>; null when there is none.</param>
public sealed record RuntimeFigure(string Key, string Text, FigureForm Form, string? Meaning)
{
    /// <summary>The number in the text; null when it is none.</summary>
    public double? Number => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Groups the answer to 28 by what the figures are about (docs/protocol.md 6.15). Nothing the broker said is left out.</summary>
public static class RuntimeFigures
{
    // In the order of the page.
    private static readonly OrderedDictionary<string, (FigureSection Section, FigureForm Form)> Known = new(StringComparer.Ordinal)
    {
        ["brokerVersionDesc"] = (FigureSection.Process, FigureForm.Text),
        ["brokerVersion"] = (FigureSection.Process, FigureForm.Count),
        ["bootTimestamp"] = (FigureSection.Process, FigureForm.Time),
        ["runtime"] = (FigureSection.Process, FigureForm.Text),
        ["startAcceptSendRequestTimeStamp"] = (FigureSection.Process, FigureForm.Time),
        ["putTps"] = (FigureSection.Traffic, FigureForm.Rates),
        ["getTransferedTps"] = (FigureSection.Traffic, FigureForm.Rates),
        ["getTransferredTps"] = (FigureSection.Traffic, FigureForm.Rates),
        ["getFoundTps"] = (FigureSection.Traffic, FigureForm.Rates),
        ["getMissTps"] = (FigureSection.Traffic, FigureForm.Rates),
        ["getTotalTps"] = (FigureSection.Traffic, FigureForm.Rates),
        ["msgPutTotalTodayNow"] = (FigureSection.Traffic, FigureForm.Count),
        ["msgPutTotalTodayMorning"] = (FigureSection.Traffic, FigureForm.Count),
        ["msgPutTotalYesterdayMorning"] = (FigureSection.Traffic, FigureForm.Count),
        ["msgGetTotalTodayNow"] = (FigureSection.Traffic, FigureForm.Count),
        ["msgGetTotalTodayMorning"] = (FigureSection.Traffic, FigureForm.Count),
        ["msgGetTotalYesterdayMorning"] = (FigureSection.Traffic, FigureForm.Count),
        ["putMessageTimesTotal"] = (FigureSection.Writing, FigureForm.Count),
        ["putMessageFailedTimes"] = (FigureSection.Writing, FigureForm.Count),
        ["putMessageSizeTotal"] = (FigureSection.Writing, FigureForm.Bytes),
        ["putMessageAverageSize"] = (FigureSection.Writing, FigureForm.Bytes),
        ["putMessageEntireTimeMax"] = (FigureSection.Writing, FigureForm.Milliseconds),
        ["putMessageDistributeTime"] = (FigureSection.Writing, FigureForm.Text),
        ["pageCacheLockTimeMills"] = (FigureSection.Writing, FigureForm.Milliseconds),
        ["remainHowManyDataToFlush"] = (FigureSection.Writing, FigureForm.Text),
        ["commitLogMinOffset"] = (FigureSection.Store, FigureForm.Count),
        ["commitLogMaxOffset"] = (FigureSection.Store, FigureForm.Count),
        ["commitLogDiskRatio"] = (FigureSection.Store, FigureForm.Share),
        ["consumeQueueDiskRatio"] = (FigureSection.Store, FigureForm.Share),
        ["commitLogDirCapacity"] = (FigureSection.Store, FigureForm.Text),
        ["dispatchBehindBytes"] = (FigureSection.Store, FigureForm.Bytes),
        ["earliestMessageTimeStamp"] = (FigureSection.Store, FigureForm.Time),
        ["sendThreadPoolQueueSize"] = (FigureSection.Waiting, FigureForm.Count),
        ["sendThreadPoolQueueCapacity"] = (FigureSection.Waiting, FigureForm.Count),
        ["sendThreadPoolQueueHeadWaitTimeMills"] = (FigureSection.Waiting, FigureForm.Milliseconds),
        ["pullThreadPoolQueueSize"] = (FigureSection.Waiting, FigureForm.Count),
        ["pullThreadPoolQueueCapacity"] = (FigureSection.Waiting, FigureForm.Count),
        ["pullThreadPoolQueueHeadWaitTimeMills"] = (FigureSection.Waiting, FigureForm.Milliseconds),
        ["queryThreadPoolQueueSize"] = (FigureSection.Waiting, FigureForm.Count),
        ["queryThreadPoolQueueCapacity"] = (FigureSection.Waiting, FigureForm.Count),
        ["queryThreadPoolQueueHeadWaitTimeMills"] = (FigureSection.Waiting, FigureForm.Milliseconds),
    };

    private const string DiskOf = "commitLogDiskRatio_";
    private const string DelayLevel = "scheduleMessageOffset_";

    /// <summary>Wire names with an explanation of their own.</summary>
    public static IEnumerable<string> Explained => Known.Keys.Append("scheduleMessageOffset");

    /// <summary>All figures by section; sections without a figure are left out.</summary>
    public static IReadOnlyList<IGrouping<FigureSection, RuntimeFigure>> Of(BrokerRuntimeInfo runtime) =>
    [
        .. runtime.Table
            .Select(pair => Read(pair.Key, pair.Value))
            .OrderBy(entry => entry.Section)
            .ThenBy(entry => Place(entry.Figure.Key))
            .ThenBy(entry => entry.Figure.Key, StringComparer.Ordinal)
            .GroupBy(entry => entry.Section, entry => entry.Figure),
    ];

    private static (FigureSection Section, RuntimeFigure Figure) Read(string key, string text)
    {
        if (Known.TryGetValue(key, out var known))
            return (known.Section, new RuntimeFigure(key, text, known.Form, key));
        if (key.StartsWith(DiskOf, StringComparison.Ordinal))
            return (FigureSection.Store, new RuntimeFigure(key, text, FigureForm.Share, "commitLogDiskRatio"));
        if (key.StartsWith(DelayLevel, StringComparison.Ordinal))
            return (FigureSection.Delays, new RuntimeFigure(key, text, FigureForm.Text, "scheduleMessageOffset"));
        return (FigureSection.Other, new RuntimeFigure(key, text, FigureForm.Text, null));
    }

    // Level 10 comes after level 9, not after level 1.
    private static int Place(string key) => Known.IndexOf(key) is var place and >= 0 ? place
        : key.StartsWith(DelayLevel, StringComparison.Ordinal) && int.TryParse(key.AsSpan(DelayLevel.Length), CultureInfo.InvariantCulture, out var level) ? level
        : int.MaxValue;
}
