using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Offsets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>Everything that was popped and not acknowledged, by pop and by the time at which it comes again.</summary>
/// <remarks>
/// One lock guards all of it and is held while the revive topic is written, so that memory and topic have the same order. The topic is
/// the truth: each change is in it before it is here, and a start reads it from the saved position on. The position of a revive queue is
/// that of its oldest open check point; one that stays open long is written anew at the end, so that a start never reads far. A crash
/// after a message came again and before that was noted repeats the message; it loses none.
/// </remarks>
internal sealed partial class CheckPoints(ReviveLog log, OffsetTable offsets, PopSettings settings, TimeProvider time, ILogger<CheckPoints> logger)
{
    /// <summary>Records behind the oldest open check point of a queue from which on it is written anew.</summary>
    private const int FarBehind = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<CheckPointKey, CheckPoint> _open = [];
    private readonly SortedSet<CheckPoint> _byTime = new(CheckPoint.ByTime);
    private readonly SortedDictionary<long, CheckPoint>[] _byOffset = [.. Enumerable.Range(0, settings.ReviveQueues).Select(_ => new SortedDictionary<long, CheckPoint>())];
    private readonly long[] _ends = new long[settings.ReviveQueues];

    /// <summary>Told, outside the lock, that a check point may be due earlier than all before.</summary>
    public Action? Changed { get; set; }

    /// <summary>Pops that are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    /// <summary>Whether no more may be popped.</summary>
    public bool IsFull => Count >= settings.MostCheckPoints;

    /// <summary>When the next one is due, milliseconds since 1970; null where none is open.</summary>
    public long? NextDue
    {
        get
        {
            lock (_gate)
                return _byTime.Min?.ReviveTime;
        }
    }

    /// <summary>Reads what was open when the broker ended.</summary>
    public void Load()
    {
        lock (_gate)
        {
            for (var queue = 0; queue < settings.ReviveQueues; queue++)
            {
                var reviveQueue = queue;
                _ends[queue] = offsets.Find(log.Topic, PopNames.ReviveGroup, queue) ?? 0;
                _ends[queue] = log.Read(
                    queue, _ends[queue], (body, offset) => Put(new CheckPoint(body, reviveQueue, offset)), Apply, problem => LogUnreadable(problem));
            }
        }

        if (_open.Count > 0)
            LogOpen(_open.Count);
    }

    /// <summary>Stores a check point; the messages may be given out once the result's end is on disk.</summary>
    public AppendResult Add(int reviveQueue, PopCheckPoint body)
    {
        AppendResult result;
        lock (_gate)
        {
            result = log.Append(reviveQueue, body);
            if (result.IsStored)
                Put(new CheckPoint(body, reviveQueue, result.QueueOffset));
        }

        if (result.IsStored)
            Changed?.Invoke();
        return result;
    }

    /// <summary>Stores that messages are done.</summary>
    /// <returns>Null where none of them was open (any more).</returns>
    public AppendResult? Acknowledge(CheckPointKey key, IReadOnlyList<long> done)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(key, out var point))
                return null;
            var open = point.Open.Intersect(done).ToList();
            if (open.Count == 0)
                return null;
            var result = log.Append(point.ReviveQueue, key, open);
            if (!result.IsStored)
                return result;
            _ends[point.ReviveQueue] = result.QueueOffset + 1;
            foreach (var offset in open)
                point.Acknowledge(offset);
            if (point.IsComplete)
                Drop(point);
            return result;
        }
    }

    /// <summary>In which revive queue a popped message stands that is neither acknowledged nor has come again; null where it is none.</summary>
    public int? Find(CheckPointKey key, long offset)
    {
        lock (_gate)
            return _open.TryGetValue(key, out var point) && point.Open.Contains(offset) ? point.ReviveQueue : null;
    }

    /// <summary>One that is due, with its open messages; it stays until they are acknowledged. Null where none is.</summary>
    public (CheckPoint Point, IReadOnlyList<long> Open)? TakeDue()
    {
        lock (_gate)
        {
            if (_byTime.Min is not { } head || head.ReviveTime > time.GetUtcNow().ToUnixTimeMilliseconds())
                return null;
            _byTime.Remove(head);
            return (head, [.. head.Open]);
        }
    }

    /// <summary>Puts back one that could not be served, for a later time.</summary>
    public void Defer(CheckPoint point, TimeSpan wait)
    {
        lock (_gate)
        {
            point.ReviveTime = (time.GetUtcNow() + wait).ToUnixTimeMilliseconds();
            if (_open.ContainsKey(point.Key))
                _byTime.Add(point);
        }
    }

    /// <summary>Takes the positions over into the consumer offsets, to be saved with them.</summary>
    public void CommitPositions()
    {
        lock (_gate)
        {
            for (var queue = 0; queue < _ends.Length; queue++)
            {
                while (_byOffset[queue].Count > 0 && _ends[queue] - _byOffset[queue].First().Key > FarBehind && TryRewrite(_byOffset[queue].First().Value))
                    continue;
                var position = _byOffset[queue].Count > 0 ? _byOffset[queue].First().Key : _ends[queue];
                if (position > 0 && offsets.Find(log.Topic, PopNames.ReviveGroup, queue) != position)
                    offsets.Commit(log.Topic, PopNames.ReviveGroup, queue, position);
            }
        }
    }

    private bool TryRewrite(CheckPoint point)
    {
        var result = log.Append(point.ReviveQueue, point.ToBody());
        if (!result.IsStored)
            return false;
        var waits = _byTime.Remove(point);
        _byOffset[point.ReviveQueue].Remove(point.ReviveOffset);
        point.ReviveOffset = result.QueueOffset;
        _byOffset[point.ReviveQueue][point.ReviveOffset] = point;
        if (waits)
            _byTime.Add(point);
        _ends[point.ReviveQueue] = result.QueueOffset + 1;
        return true;
    }

    private void Put(CheckPoint point)
    {
        if (_open.TryGetValue(point.Key, out var older))
            Drop(older);
        _ends[point.ReviveQueue] = Math.Max(_ends[point.ReviveQueue], point.ReviveOffset + 1);
        if (point.IsComplete)
            return;
        _open[point.Key] = point;
        _byOffset[point.ReviveQueue][point.ReviveOffset] = point;
        _byTime.Add(point);
    }

    private void Apply(PopAcknowledgement ack)
    {
        if (!_open.TryGetValue(new(ack.ConsumerGroup, ack.Topic, ack.QueueId, ack.StartOffset, ack.PopTime), out var point))
            return;
        foreach (var offset in ack.AckOffsets ?? [ack.AckOffset])
            point.Acknowledge(offset);
        if (point.IsComplete)
            Drop(point);
    }

    private void Drop(CheckPoint point)
    {
        _open.Remove(point.Key);
        _byOffset[point.ReviveQueue].Remove(point.ReviveOffset);
        _byTime.Remove(point);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Popped messages: {Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} pops were not acknowledged when the broker ended; their messages come again in time")]
    private partial void LogOpen(int count);
}
