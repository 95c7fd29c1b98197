using System.Text;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Persistence;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Store;

namespace RocketMQ.Broker.Scheduling;

/// <summary>Delivers delayed messages when their time has come; how far each level got is kept in delayOffset.json (docs/protocol.md 6.9).</summary>
/// <remarks>
/// One loop serves all levels: it sleeps until the next message is due or a new one arrives, so an idle broker does nothing. Messages
/// of one level are due in the order in which they were stored. A crash repeats deliveries since the file was last written, it loses none.
/// </remarks>
internal sealed partial class DelayedDelivery : IAsyncDisposable
{
    private const int BatchSize = 32;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly IMessageStore _store;
    private readonly DelayLevels _levels;
    private readonly BrokerIdentity _identity;
    private readonly ConfigFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<DelayedDelivery> _logger;
    private readonly long[] _offsets;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private Task _loop = Task.CompletedTask;
    private int _dirty;
    private bool _isStuck;

    public DelayedDelivery(
        IMessageStore store, DelayLevels levels, BrokerIdentity identity, ConfigFile file, TimeProvider time, ILogger<DelayedDelivery> logger)
    {
        _store = store;
        _levels = levels;
        _identity = identity;
        _file = file;
        _time = time;
        _logger = logger;
        _offsets = new long[levels.Highest];
    }

    /// <summary>Reads how far it got and starts.</summary>
    public void Start()
    {
        var saved = _file.Load<DelayOffsetSerializeWrapper>(problem => LogUnreadable(problem));
        for (var queue = 0; queue < _offsets.Length; queue++)
        {
            var offset = saved?.OffsetTable.GetValueOrDefault(queue + 1) ?? 0;
            _offsets[queue] = Math.Clamp(offset, _store.GetMinOffset(SystemTopics.Schedule, queue), _store.GetMaxOffset(SystemTopics.Schedule, queue));
        }

        _loop = Task.Run(RunAsync);
    }

    /// <summary>A delayed message has become visible.</summary>
    public void Signal()
    {
        if (_arrived.CurrentCount > 0)
            return;
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another sender was faster; one signal is enough.
            return;
        }
    }

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
        _arrived.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var sleep = LongestSleep;
            for (var queue = 0; queue < _offsets.Length; queue++)
            {
                var next = DeliverDue(queue);
                sleep = next < sleep ? next : sleep;
            }

            await SleepAsync(sleep);
        }
    }

    private async Task SleepAsync(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return;
        using var over = new CancellationTokenSource(time, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, _stopping.Token);
        try
        {
            await _arrived.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The next message is due, or the broker stops: the loop looks which.
            return;
        }
    }

    /// <summary>Delivers what is due of one level and tells how long the rest has to wait.</summary>
    private TimeSpan DeliverDue(int queue)
    {
        while (!_stopping.IsCancellationRequested)
        {
            using var read = _store.Read(SystemTopics.Schedule, queue, _offsets[queue], BatchSize, int.MaxValue, null);
            if (read.Count == 0)
            {
                if (read.NextBeginOffset > _offsets[queue])
                    Advance(queue, read.NextBeginOffset);
                else
                    return LongestSleep;
            }

            foreach (var record in read.Records)
            {
                if (RecordView.Parse(record.Span, out var view) != RecordKind.Message)
                    return LongestSleep;
                var wait = Wait(view.StoreTimestamp, queue);
                if (wait > TimeSpan.Zero)
                    return wait;
                if (!TryDeliver(view))
                    return AfterFailure;
                Advance(queue, view.QueueOffset + 1);
            }
        }

        return TimeSpan.Zero;
    }

    private TimeSpan Wait(long stored, int queue)
    {
        var delay = _levels.DelayOfQueue(queue);
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(stored) + delay - _time.GetUtcNow();
        // A clock that was set back must not hold a message longer than its level says.
        return wait > delay ? TimeSpan.Zero : wait;
    }

    private bool TryDeliver(RecordView record)
    {
        if (!MessageProperties.TryFind(record.Properties, "REAL_TOPIC"u8, out var topic)
            || !MessageProperties.TryFind(record.Properties, "REAL_QID"u8, out var queue)
            || !int.TryParse(queue, System.Globalization.CultureInfo.InvariantCulture, out var queueId)
            || topic.SequenceEqual("RMQ_SYS_TRANS_HALF_TOPIC"u8))
        {
            LogDropped(record.PhysicalOffset);
            return true;
        }

        var result = _store.Append(new MessageAppend
        {
            Topic = Encoding.UTF8.GetString(topic),
            QueueId = queueId,
            Flag = record.Flag,
            SystemFlags = record.SystemFlags,
            BornTimestamp = record.BornTimestamp,
            BornHost = record.BornHost,
            StoreHost = _identity.StoreHost,
            ReconsumeTimes = record.ReconsumeTimes,
            Body = record.Body,
            Properties = record.Properties,
        });
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
