using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Persistence;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Store;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Delivers messages of delay levels when their time has come; how far each level got is kept in delayOffset.json (docs/protocol.md 6.9).</summary>
/// <remarks>
/// One loop serves all levels: it sleeps until the next message is due or a new one arrives, so an idle broker does nothing. Messages
/// of one level are due in the order in which they were stored. A crash repeats deliveries since the file was last written, it loses none.
/// A slave delivers nothing and goes on from its master's offsets, which stand in the file, once it is master itself.
/// </remarks>
internal sealed partial class DelayedDelivery : IAsyncDisposable
{
    private const int BatchSize = 32;

    /// <summary>Messages of one level before the others have their turn.</summary>
    private const int MostInTurn = 1024;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly IMessageStore _store;
    private readonly DelayLevels _levels;
    private readonly Redelivery _redelivery;
    private readonly ConfigFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<DelayedDelivery> _logger;
    private readonly long[] _offsets;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Alarm _alarm;
    private Task _loop = Task.CompletedTask;
    private bool _followed;
    private int _dirty;
    private bool _isStuck;

    public DelayedDelivery(
        IMessageStore store, DelayLevels levels, Redelivery redelivery, ConfigFile file, TimeProvider time, ILogger<DelayedDelivery> logger)
    {
        _store = store;
        _levels = levels;
        _redelivery = redelivery;
        _file = file;
        _time = time;
        _logger = logger;
        _alarm = new Alarm(time);
        _offsets = new long[levels.Highest];
    }

    /// <summary>Reads how far it got and starts.</summary>
    public void Start()
    {
        LoadOffsets();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>A delayed message has become visible, or the broker has become a master.</summary>
    public void Signal() => _alarm.Signal();

    /// <summary>The next queue offset of each level that has had messages.</summary>
    public DelayOffsetSerializeWrapper Snapshot()
    {
        var table = new SortedDictionary<int, long>();
        for (var queue = 0; queue < _offsets.Length; queue++)
        {
            if (Volatile.Read(ref _offsets[queue]) is > 0 and var offset)
                table[queue + 1] = offset;
        }

        return new DelayOffsetSerializeWrapper { OffsetTable = table };
    }

    /// <summary>Writes the file when something was delivered since it was last written.</summary>
    public void SaveIfChanged()
    {
        if (Interlocked.Exchange(ref _dirty, 0) == 0)
            return;
        if (!_file.TrySave(Snapshot(), _logger))
            Volatile.Write(ref _dirty, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        SaveIfChanged();
        _stopping.Dispose();
        _alarm.Dispose();
    }

    private void LoadOffsets()
    {
        var saved = _file.Load<DelayOffsetSerializeWrapper>(problem => LogUnreadable(problem));
        for (var queue = 0; queue < _offsets.Length; queue++)
        {
            var (min, max) = (_store.GetMinOffset(SystemTopics.Schedule, queue), _store.GetMaxOffset(SystemTopics.Schedule, queue));
            _offsets[queue] = Math.Clamp(saved?.OffsetTable.GetValueOrDefault(queue + 1) ?? 0, min, max);
        }
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var sleep = LongestSleep;
            for (var queue = 0; queue < _offsets.Length && IsMaster(); queue++)
            {
                var next = DeliverDue(queue);
                sleep = next < sleep ? next : sleep;
            }

            await _alarm.SleepAsync(sleep, _stopping.Token);
        }
    }

    private bool IsMaster()
    {
        if (_store.IsFollower)
        {
            _followed = true;
            return false;
        }

        if (_followed)
            LoadOffsets();
        _followed = false;
        return true;
    }

    /// <summary>Delivers what is due of one level and tells how long the rest has to wait.</summary>
    private TimeSpan DeliverDue(int queue)
    {
        for (var delivered = 0; delivered < MostInTurn && !_stopping.IsCancellationRequested; delivered += BatchSize)
        {
            using var read = _store.Read(SystemTopics.Schedule, queue, _offsets[queue], BatchSize, int.MaxValue, null);
            if (read.Count == 0)
            {
                if (read.NextBeginOffset <= _offsets[queue])
                    return LongestSleep;
                Advance(queue, read.NextBeginOffset);
            }

            foreach (var bytes in read.Records)
            {
                if (RecordView.Parse(bytes.Span, out var record) != RecordKind.Message)
                    return LongestSleep;
                var wait = Wait(record, queue);
                if (wait > TimeSpan.Zero)
                    return wait;
                if (!TryDeliver(record))
                    return AfterFailure;
                Advance(queue, record.QueueOffset + 1);
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>
    /// The entry says when the message is due by the table of levels that was in force when it came. More than the level lasts now is
    /// not waited for, be it that the table was changed or that the clock was set back.
    /// </summary>
    private TimeSpan Wait(RecordView record, int queue)
    {
        var delay = _levels.DelayOfQueue(queue);
        var due = _store.GetTagsCode(SystemTopics.Schedule, queue, record.QueueOffset) ?? record.StoreTimestamp + (long)delay.TotalMilliseconds;
        var wait = TimeSpan.FromMilliseconds(due - _time.GetUtcNow().ToUnixTimeMilliseconds());
        return wait > delay ? TimeSpan.Zero : wait;
    }

    private bool TryDeliver(RecordView record)
    {
        if (_redelivery.ToRealQueue(record, record.Properties) is not { } result)
        {
            LogDropped(record.PhysicalOffset);
            return true;
        }

        if (!result.IsStored && !_isStuck)
            LogNotDelivered(record.PhysicalOffset, result.Problem);
        _isStuck = !result.IsStored;
        return result.IsStored || result.Status == AppendStatus.MessageIllegal;
    }

    private void Advance(int queue, long offset)
    {
        Volatile.Write(ref _offsets[queue], offset);
        Volatile.Write(ref _dirty, 1);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delayed messages: {Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The delayed message at log position {Offset} does not say where it is to go; it is not delivered")]
    private partial void LogDropped(long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delayed message at log position {Offset} could not be delivered yet: {Problem} It is tried every second; this is said once")]
    private partial void LogNotDelivered(long offset, string? problem);
}
