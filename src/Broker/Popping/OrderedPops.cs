using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Persistence;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Popping;

/// <summary>Names one queue as one group sees it.</summary>
internal readonly record struct GroupQueue(string Topic, string Group, int QueueId);

/// <summary>
/// What groups popped in order: a queue gives nothing more out until that is acknowledged or visible again. Kept in
/// consumerOrderInfo.json (docs/protocol.md 4.7).
/// </summary>
/// <remarks>
/// One lock guards the table. The file is written together with the consumer offsets; a crash in between lets a queue be popped again
/// from its offset, in order still.
/// </remarks>
internal sealed partial class OrderedPops(ConfigFile file, TopicTable topics, GroupTable groups, TimeProvider time, ILogger<OrderedPops> logger)
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<GroupQueue, OrderInfo> _table = [];
    private bool _dirty;

    /// <summary>Reads the file.</summary>
    public void Load()
    {
        if (file.Load<ConsumerOrderInfo>(problem => LogUnreadable(problem)) is not { } saved)
            return;
        foreach (var (key, queues) in saved.Table)
        {
            var at = key.IndexOf('@', StringComparison.Ordinal);
            if (at <= 0)
                continue;
            foreach (var (queue, info) in queues)
                _table[new(key[..at], key[(at + 1)..], queue)] = info;
        }
    }

    /// <summary>Writes the file when something changed, without what belongs to topics and groups that are gone.</summary>
    public void SaveIfChanged()
    {
        byte[] content;
        lock (_gate)
        {
            if (!_dirty)
                return;
            _dirty = false;
            Clean();
            content = FastJson.Write(new ConsumerOrderInfo
            {
                Table = _table.GroupBy(pair => $"{pair.Key.Topic}@{pair.Key.Group}").ToDictionary(
                    of => of.Key, of => new SortedDictionary<int, OrderInfo>(of.ToDictionary(pair => pair.Key.QueueId, pair => pair.Value))),
            }, FastJsonStyle.Pretty);
        }

        try
        {
            file.Save(content);
        }
        catch (IOException failure)
        {
            lock (_gate)
                _dirty = true;
            LogNotSaved(failure, file.Path);
        }
    }

    /// <summary>Until when a queue gives nothing out; null where it does. An attempt that is repeated is not held up by itself.</summary>
    public DateTimeOffset? BlockedUntil(GroupQueue queue, string? attempt)
    {
        lock (_gate)
        {
            if (!_table.TryGetValue(queue, out var info) || (info.AttemptId is not null && info.AttemptId == attempt))
                return null;
            var now = Now();
            var until = Indexes(info).Where(index => !IsDone(info, index)).Select(index => VisibleAt(info, index)).Where(at => at > now).DefaultIfEmpty(0).Max();
            return until == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(until);
        }
    }

    /// <summary>Notes that messages were popped, in place of those before.</summary>
    /// <returns>How often each of them was popped before, where that is more than never.</returns>
    public IReadOnlyDictionary<long, int> Popped(GroupQueue queue, string? attempt, long popTime, long invisibleTime, IReadOnlyList<long> offsets)
    {
        lock (_gate)
        {
            var counts = _table.TryGetValue(queue, out var before) ? Counts(before, attempt, offsets) : [];
            _table[queue] = new OrderInfo
            {
                AttemptId = attempt,
                InvisibleTime = invisibleTime,
                LastConsumeTimestamp = Now(),
                Offsets = [offsets[0], .. offsets.Skip(1).Select(offset => offset - offsets[0])],
                ConsumedCounts = counts,
                PopTime = popTime,
            };
            _dirty = true;
            return new Dictionary<long, int>(counts);
        }
    }

    /// <summary>Notes that a message is done.</summary>
    /// <returns>Where the group goes on; null where the message is none of those popped last; −1 where another pop has taken the queue over.</returns>
    public long? Acknowledge(GroupQueue queue, long offset, long popTime)
    {
        lock (_gate)
        {
            if (!_table.TryGetValue(queue, out var info))
                return offset + 1;
            if (info.PopTime != popTime)
                return -1;
            if (Indexes(info).Where(index => OffsetAt(info, index) == offset).Select(index => (int?)index).FirstOrDefault() is not { } found)
                return null;
            info.Acknowledged |= 1L << found;
            _dirty = true;
            foreach (var index in Indexes(info))
            {
                if (!IsDone(info, index))
                    return OffsetAt(info, index);
            }

            return OffsetAt(info, info.Offsets.Count - 1) + 1;
        }
    }

    /// <summary>Changes when a message becomes visible again.</summary>
    public void ChangeVisible(GroupQueue queue, long offset, long popTime, long visibleAt)
    {
        lock (_gate)
        {
            if (!_table.TryGetValue(queue, out var info) || info.PopTime != popTime)
                return;
            (info.NextVisibleTimes ??= [])[offset] = visibleAt;
            _dirty = true;
        }
    }

    /// <summary>Forgets a queue: its offset was set to another place.</summary>
    public void Clear(GroupQueue queue)
    {
        lock (_gate)
            _dirty |= _table.Remove(queue);
    }

    private static SortedDictionary<long, int> Counts(OrderInfo before, string? attempt, IReadOnlyList<long> offsets)
    {
        // An attempt that is repeated is no further one.
        if (attempt is not null && before.AttemptId == attempt)
            return before.ConsumedCounts ?? [];
        var known = Indexes(before).Select(index => OffsetAt(before, index)).ToHashSet();
        return new SortedDictionary<long, int>(offsets.Where(known.Contains).ToDictionary(
            offset => offset, offset => 1 + (before.ConsumedCounts?.GetValueOrDefault(offset) ?? 0)));
    }

    private static IEnumerable<int> Indexes(OrderInfo info) => Enumerable.Range(0, info.Offsets.Count);

    private static long OffsetAt(OrderInfo info, int index) => index == 0 ? info.Offsets[0] : info.Offsets[0] + info.Offsets[index];

    private static bool IsDone(OrderInfo info, int index) => (info.Acknowledged & (1L << index)) != 0;

    private static long VisibleAt(OrderInfo info, int index) =>
        info.NextVisibleTimes is { } times && times.TryGetValue(OffsetAt(info, index), out var at) ? at : info.PopTime + info.InvisibleTime;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Clean()
    {
        var before = Now() - (long)KeptUnused.TotalMilliseconds;
        foreach (var (queue, info) in _table.ToList())
        {
            if (topics.Find(queue.Topic) is not { } topic || queue.QueueId >= topic.ReadQueues || groups.Find(queue.Group) is null || info.LastConsumeTimestamp + info.InvisibleTime < before)
                _table.Remove(queue);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pops in order: {Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Pops in order could not be written to {Path}; they are kept and written with the next change")]
    private partial void LogNotSaved(Exception exception, string path);
}
