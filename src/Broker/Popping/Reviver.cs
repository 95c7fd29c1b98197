using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>
/// Lets popped messages come again on their group's retry topic when they were not acknowledged in time, or on its dead letter topic
/// when they came too often (docs/decisions/0015).
/// </summary>
/// <remarks>One timer, armed for the earliest check point, starts one run at a time; a run ends when nothing more is due.</remarks>
internal sealed partial class Reviver : IAsyncDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly CheckPoints _points;
    private readonly IMessageStore _store;
    private readonly TopicTable _topics;
    private readonly TopicCreation _creation;
    private readonly GroupTable _groups;
    private readonly BrokerIdentity _identity;
    private readonly PopSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<Reviver> _logger;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Task _run = Task.CompletedTask;
    private volatile bool _stopped;

    public Reviver(
        CheckPoints points, IMessageStore store, TopicTable topics, TopicCreation creation, GroupTable groups, BrokerIdentity identity,
        PopSettings settings, TimeProvider time, ILogger<Reviver> logger)
    {
        (_points, _store, _topics, _creation, _groups, _identity) = (points, store, topics, creation, groups, identity);
        (_settings, _time, _logger) = (settings, time, logger);
        _timer = time.CreateTimer(_ => Begin(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts to look at what is open.</summary>
    public void Start()
    {
        _points.Changed = Arm;
        Arm();
    }

    public async ValueTask DisposeAsync()
    {
        Task run;
        lock (_gate)
        {
            _stopped = true;
            run = _run;
        }

        await _timer.DisposeAsync();
        await run;
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (_stopped || _points.NextDue is not { } due)
                return;
            var wait = DateTimeOffset.FromUnixTimeMilliseconds(due) - _time.GetUtcNow();
            _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestSleep ? wait : LongestSleep, Timeout.InfiniteTimeSpan);
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (!_stopped && _run.IsCompleted)
                _run = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        while (!_stopped && _points.TakeDue() is var (point, open))
            await ReviveAsync(point, open);
        // Not under the lock that guards the run: the next one may begin at once.
        _ = Task.Run(Arm);
    }

    private async Task ReviveAsync(CheckPoint point, IReadOnlyList<long> open)
    {
        try
        {
            foreach (var offset in open)
            {
                if (await TryReviveAsync(point.Key, offset) && _points.Acknowledge(point.Key, [offset]) is null or { IsStored: true })
                    continue;
                _points.Defer(point, AfterFailure);
                return;
            }
        }
#pragma warning disable CA1031 // The loop's one catch-all: a topic that can not be saved, or a bug, must not keep the messages for ever.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure, point.Key.Topic, point.Key.QueueId, point.Key.StartOffset);
            _points.Defer(point, AfterFailure);
        }
    }

    private async Task<bool> TryReviveAsync(CheckPointKey key, long offset)
    {
        if (_topics.Find(PopNames.NormalTopicOf(key.Topic, key.Group)) is null || _groups.Find(key.Group) is not { } group)
            return true;
        var result = Append(key, offset, group);
        if (result is not { IsStored: true } stored)
        {
            if (result is { } refused)
                LogNotRevived(key.Topic, key.QueueId, offset, refused.Problem);
            // Gone from the log, or a message that can never be stored: it would be tried for ever.
            return result is null or { Status: AppendStatus.MessageIllegal };
        }

        return await _store.WhenFlushedAsync(stored.EndOffset) == FlushStatus.Flushed;
    }

    private AppendResult? Append(CheckPointKey key, long offset, Group group)
    {
        using var read = _store.Read(key.Topic, key.QueueId, offset, 1, int.MaxValue, null);
        if (read.Count == 0 || RecordView.Parse(read[0].Span, out var record) != RecordKind.Message || record.QueueOffset != offset)
            return null;
        var normal = PopNames.NormalTopicOf(key.Topic, key.Group);
        var dead = record.ReconsumeTimes >= group.Config.RetryMaxTimes;
        var topic = dead
            ? _creation.DeadLetterTopic(group.Name)
            : _creation.PopRetryTopic(SystemTopics.IsRetry(key.Topic) ? key.Topic : PopNames.RetryTopicOf(key.Topic, key.Group, _settings.RetryTopicV2));
        return _store.Append(new MessageAppend
        {
            Topic = topic.Name,
            QueueId = 0,
            Flag = record.Flag,
            SystemFlags = record.SystemFlags,
            BornTimestamp = record.BornTimestamp,
            BornHost = record.BornHost,
            StoreHost = _identity.StoreHost,
            ReconsumeTimes = record.ReconsumeTimes + 1,
            Body = record.Body,
            Properties = Properties(record, key, normal, dead),
        });
    }

    private static byte[] Properties(RecordView record, CheckPointKey key, string normal, bool dead)
    {
        var properties = MessageProperties.Parse(record.Properties);
        var id = MessageIds.FormatOffsetId(record.StoreHost, record.PhysicalOffset);
        properties.TryAdd(PropertyNames.FirstPopTime, key.PopTime.ToString(CultureInfo.InvariantCulture));
        properties.TryAdd(PropertyNames.OriginMessageId, id);
        properties.TryAdd(PropertyNames.RetryTopic, normal);
        if (dead)
        {
            properties[PropertyNames.DeadLetterOriginTopic] = normal;
            properties[PropertyNames.DeadLetterOriginMessageId] = properties[PropertyNames.OriginMessageId];
        }

        var utf8 = Encoding.UTF8.GetBytes(MessageProperties.Format(properties));
        // Better without a trace of where it came from than not again.
        return utf8.Length <= RecordLayout.MaxPropertiesLength ? utf8 : record.Properties.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was popped from {Offset} of queue {Queue} of {Topic} could not come again; it is tried again")]
    private partial void LogFailed(Exception exception, string topic, int queue, long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message at {Offset} of queue {Queue} of {Topic} was not acknowledged but can not come again yet: {Problem}")]
    private partial void LogNotRevived(string topic, int queue, long offset, string? problem);
}
