using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Persistence;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Offsets;

/// <summary>How far each group has consumed each queue, kept in consumerOffset.json (docs/protocol.md 4.7).</summary>
/// <remarks>
/// Any thread reads and commits without a lock. The file is written in intervals and at the stop, so a crash may set groups back by
/// one interval: consumers see some messages again, none is lost.
/// </remarks>
internal sealed partial class OffsetTable(ConfigFile file, ILogger<OffsetTable> logger)
{
    private readonly ConcurrentDictionary<(string Topic, string Group), ConcurrentDictionary<int, long>> _offsets = new();
    private readonly ConcurrentDictionary<(string Topic, string Group, int QueueId), long> _resets = new();
    private int _dirty;

    /// <summary>Reads the file.</summary>
    public void Load()
    {
        if (file.Load<ConsumerOffsetSerializeWrapper>(problem => LogUnreadable(problem)) is { } saved)
            PutAll(saved);
    }

    /// <summary>Takes over every offset that a master has; what only this slave knows stays (docs/protocol.md 5.4).</summary>
    public void Adopt(ConsumerOffsetSerializeWrapper master)
    {
        PutAll(master);
        Volatile.Write(ref _dirty, 1);
        SaveIfChanged();
    }

    /// <summary>Writes the file when something was committed since it was last written.</summary>
    public void SaveIfChanged()
    {
        if (Interlocked.Exchange(ref _dirty, 0) == 0)
            return;
        if (!file.TrySave(Snapshot(), logger))
            Volatile.Write(ref _dirty, 1);
    }

    /// <summary>The committed offset; null where there is none. A negative one counts as none: some clients commit −1 for queues they never read.</summary>
    public long? Find(string topic, string group, int queueId) =>
        _offsets.TryGetValue((topic, group), out var queues) && queues.TryGetValue(queueId, out var offset) && offset >= 0 ? offset : null;

    /// <summary>Sets the offset, forwards or backwards.</summary>
    public void Commit(string topic, string group, int queueId, long offset)
    {
        var queues = _offsets.GetOrAdd((topic, group), static _ => new ConcurrentDictionary<int, long>());
        queues[queueId] = offset;
        Volatile.Write(ref _dirty, 1);
    }

    /// <summary>
    /// Sets the offset from the broker's side: what the group's consumers commit is passed over until one of them has read the queue anew.
    /// In memory only, beside the offset itself; after a restart the offset alone counts.
    /// </summary>
    public void Reset(string topic, string group, int queueId, long offset)
    {
        _resets[(topic, group, queueId)] = offset;
        Commit(topic, group, queueId, offset);
    }

    /// <summary>An offset that was set from the broker's side and not read from yet.</summary>
    public long? FindReset(string topic, string group, int queueId) =>
        !_resets.IsEmpty && _resets.TryGetValue((topic, group, queueId), out var offset) ? offset : null;

    /// <summary>Takes such an offset over: the consumer is told of it now.</summary>
    public long? TakeReset(string topic, string group, int queueId) =>
        !_resets.IsEmpty && _resets.TryRemove((topic, group, queueId), out var offset) ? offset : null;

    /// <summary>All queues of a topic that a group has offsets of; none where it has not.</summary>
    public IReadOnlyDictionary<int, long> Of(string topic, string group) =>
        _offsets.TryGetValue((topic, group), out var queues) ? new SortedDictionary<int, long>(queues) : new SortedDictionary<int, long>();

    /// <summary>Every topic with every group that has offsets of it.</summary>
    public IEnumerable<(string Topic, string Group)> Pairs => _offsets.Keys;

    /// <summary>Topics of which a group has offsets.</summary>
    public IReadOnlyList<string> TopicsOf(string group) => [.. _offsets.Keys.Where(key => key.Group == group).Select(key => key.Topic)];

    /// <summary>Groups that have offsets of a topic.</summary>
    public IReadOnlyList<string> GroupsOf(string topic) => [.. _offsets.Keys.Where(key => key.Topic == topic).Select(key => key.Group)];

    /// <summary>Forgets all offsets of a group.</summary>
    public void RemoveGroup(string group)
    {
        foreach (var key in _offsets.Keys.Where(key => key.Group == group))
            _offsets.TryRemove(key, out _);
        foreach (var key in _resets.Keys.Where(key => key.Group == group))
            _resets.TryRemove(key, out _);
        Volatile.Write(ref _dirty, 1);
    }

    /// <summary>The table as it is saved and asked for.</summary>
    public ConsumerOffsetSerializeWrapper Snapshot() => new()
    {
        OffsetTable = _offsets.ToDictionary(
            pair => $"{pair.Key.Topic}@{pair.Key.Group}", pair => new SortedDictionary<int, long>(new Dictionary<int, long>(pair.Value))),
    };

    private void PutAll(ConsumerOffsetSerializeWrapper table)
    {
        foreach (var (key, queues) in table.OffsetTable)
        {
            var at = key.IndexOf('@', StringComparison.Ordinal);
            if (at > 0)
                _offsets[(key[..at], key[(at + 1)..])] = new ConcurrentDictionary<int, long>(queues);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Consumer offsets: {Problem}")]
    private partial void LogUnreadable(string problem);
}
