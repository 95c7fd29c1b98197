using System.Globalization;

namespace RocketMQ.Admin.Brokers;

/// <summary>
/// Runtime figures of a broker: answer to 28, docs/protocol.md 6.15. A figure that the broker does not tell, or that cannot be read, is
/// null, never zero; the broker's own words are in <see cref="Table"/>.
/// </summary>
public sealed class BrokerRuntimeInfo
{
    /// <summary>Reads the table of an answer.</summary>
    public BrokerRuntimeInfo(IReadOnlyDictionary<string, string> table) => Table = table;

    /// <summary>All figures as the broker told them.</summary>
    public IReadOnlyDictionary<string, string> Table { get; }

    /// <summary>Version in words, for example V4_9_8.</summary>
    public string? VersionName => Text("brokerVersionDesc");

    /// <summary>Version ordinal.</summary>
    public int? Version => (int?)Number("brokerVersion");

    /// <summary>When the broker started.</summary>
    public DateTimeOffset? StartedAt => Time("bootTimestamp");

    /// <summary>Messages stored per second over the last 10 s, as the broker reckons.</summary>
    public double? PutTps => First("putTps");

    /// <summary>Messages given out per second over the last 10 s.</summary>
    public double? GetTransferredTps => First("getTransferedTps") ?? First("getTransferredTps");

    /// <summary>Messages stored since the counter began; it goes on within one run of the broker, so that rates come from differences.</summary>
    public long? PutTotal => Number("msgPutTotalTodayNow");

    /// <summary>Messages given out since the counter began.</summary>
    public long? GetTotal => Number("msgGetTotalTodayNow");

    /// <summary>Messages stored until last midnight.</summary>
    public long? PutTotalAtMidnight => Number("msgPutTotalTodayMorning");

    /// <summary>Messages given out until last midnight.</summary>
    public long? GetTotalAtMidnight => Number("msgGetTotalTodayMorning");

    /// <summary>Messages stored until the midnight before.</summary>
    public long? PutTotalAtMidnightBefore => Number("msgPutTotalYesterdayMorning");

    /// <summary>Messages given out until the midnight before.</summary>
    public long? GetTotalAtMidnightBefore => Number("msgGetTotalYesterdayMorning");

    /// <summary>Bytes stored since the broker started.</summary>
    public long? PutBytesTotal => Number("putMessageSizeTotal");

    /// <summary>Bytes per stored message, mean.</summary>
    public double? AverageMessageBytes => Real("putMessageAverageSize");

    /// <summary>First byte of the commit log that is still there.</summary>
    public long? CommitLogMinOffset => Number("commitLogMinOffset");

    /// <summary>Byte after the last one of the commit log.</summary>
    public long? CommitLogMaxOffset => Number("commitLogMaxOffset");

    /// <summary>Share of the commit log's disk that is in use, 0 to 1.</summary>
    public double? CommitLogDiskRatio => Ratio("commitLogDiskRatio");

    /// <summary>Share of the consume queues' disk that is in use, 0 to 1.</summary>
    public double? ConsumeQueueDiskRatio => Ratio("consumeQueueDiskRatio");

    /// <summary>Bytes of the log that are not in the queues yet.</summary>
    public long? DispatchBehindBytes => Number("dispatchBehindBytes");

    /// <summary>Store time of the oldest message; null also while the broker does not know (it says -1).</summary>
    public DateTimeOffset? EarliestMessageAt => Time("earliestMessageTimeStamp");

    /// <summary>How long the append lock has been held, milliseconds.</summary>
    public long? PageCacheLockMilliseconds => Number("pageCacheLockTimeMills");

    /// <summary>Sends that wait.</summary>
    public long? SendQueueSize => Number("sendThreadPoolQueueSize");

    /// <summary>How long the first of them has waited, milliseconds.</summary>
    public long? SendQueueHeadWaitMilliseconds => Number("sendThreadPoolQueueHeadWaitTimeMills");

    /// <summary>Pulls that wait.</summary>
    public long? PullQueueSize => Number("pullThreadPoolQueueSize");

    /// <summary>How long the first of them has waited, milliseconds.</summary>
    public long? PullQueueHeadWaitMilliseconds => Number("pullThreadPoolQueueHeadWaitTimeMills");

    /// <summary>5.x: acknowledgements that wait.</summary>
    public long? AckQueueSize => Number("ackThreadPoolQueueSize");

    /// <summary>5.x: how long the first of them has waited, milliseconds.</summary>
    public long? AckQueueHeadWaitMilliseconds => Number("ackThreadPoolQueueHeadWaitTimeMills");

    /// <summary>5.x: whether the broker serves; a slave that waits to take over does not.</summary>
    public bool? IsActive => bool.TryParse(Text("brokerActive"), out var active) ? active : null;

    /// <summary>5.x: seconds that the timer is behind in reading.</summary>
    public long? TimerReadBehind => Number("timerReadBehind");

    /// <summary>5.x: messages that the timer is behind.</summary>
    public long? TimerOffsetBehind => Number("timerOffsetBehind");

    /// <summary>5.x: messages that wait in the timer.</summary>
    public long? TimerCongestion => Number("timerCongestNum");

    /// <summary>5.x: messages per second into the timer.</summary>
    public double? TimerEnqueueTps => Real("timerEnqueueTps");

    /// <summary>5.x: messages per second out of the timer.</summary>
    public double? TimerDequeueTps => Real("timerDequeueTps");

    private string? Text(string key) => Table.TryGetValue(key, out var value) ? value : null;

    private long? Number(string key) =>
        long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private double? Real(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    // Brokers say -1 while they have no file whose disk they could ask.
    private double? Ratio(string key) => Real(key) is { } ratio and >= 0 ? ratio : null;

    // "1.5 1.2 0.9": averages over 10 s, 1 min, 10 min; the first is the one that tools show.
    private double? First(string key) =>
        Text(key)?.Trim().Split(' ') is [var first, ..] && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : null;

    private DateTimeOffset? Time(string key) =>
        Number(key) is { } milliseconds and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
