using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Transactions;

/// <summary>Asks producers about transactions that are open too long, in rounds, and gives up those that nobody answers for (docs/protocol.md 6.10).</summary>
/// <remarks>
/// One loop. A round begins where the last one ended and stops at the first half that is too young, so it looks at each open half once
/// and at nothing else; between rounds there is only a timer. A half that is asked about is written anew at the end of its queue, as in
/// the original, which moves it out of the way and outlives the log file it stood in. A crash in a round repeats questions.
/// </remarks>
internal sealed partial class TransactionCheck(
    OpenTransactions open, CheckBack producers, IMessageStore store, TopicCreation creation, BrokerSettings settings, BrokerIdentity identity,
    TimeProvider time, ILogger<TransactionCheck> logger) : IAsyncDisposable
{
    private const int BatchSize = 32;

    /// <summary>So that a long round does not keep the next one's younger halves waiting (6.10).</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private bool _followed;

    /// <summary>What became of a half in a round.</summary>
    private enum Verdict
    {
        /// <summary>It is dealt with, asked about or given up.</summary>
        Next,

        /// <summary>It and all behind it wait for the next round.</summary>
        Stop,
    }

    public void Start()
    {
        open.Load();
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        open.Commit();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(settings.TransactionCheckInterval, time, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // The broker stops: the loop ends.
                return;
            }

            if (IsMaster())
                Round();
        }
    }

    /// <summary>A slave's halves are its master's to ask about; when it is master itself it goes on from that one's positions.</summary>
    private bool IsMaster()
    {
        if (store.IsFollower)
            _followed = true;
        else if (_followed)
        {
            open.Load();
            _followed = false;
        }

        return !_followed;
    }

    private void Round()
    {
        open.ReadOps();
        var started = time.GetUtcNow();
        var figures = new RoundFigures();
        var half = open.First;
        while (!_stopping.IsCancellationRequested && time.GetUtcNow() - started < LongestRound)
        {
            if (open.IsDone(half))
            {
                half++;
                continue;
            }

            using var read = store.Read(SystemTopics.TransactionHalf, 0, half, BatchSize, int.MaxValue, null);
            var next = read.Count == 0 ? read.NextBeginOffset : JudgeAll(read, started.ToUnixTimeMilliseconds(), figures);
            if (next <= half)
                break;
            half = next;
            open.AdvanceTo(half);
        }

        open.AdvanceTo(half);
        open.Commit();
        if (figures.Unasked > 0)
            LogNobody(figures.Unasked, figures.Group);
    }

    /// <summary>Judges halves until one waits, and tells where to go on.</summary>
    private long JudgeAll(QueueReadResult read, long now, RoundFigures figures)
    {
        foreach (var bytes in read.Records)
        {
            if (RecordView.Parse(bytes.Span, out var record) != RecordKind.Message)
                return read.NextBeginOffset;
            lock (open.Turn)
            {
                if (!open.IsDone(record.QueueOffset) && Judge(record, now, figures) == Verdict.Stop)
                    return record.QueueOffset;
            }
        }

        return read.NextBeginOffset;
    }

    private Verdict Judge(RecordView record, long now, RoundFigures figures)
    {
        if (HalfMessage.Read(record) is not { } half)
        {
            LogNoHalf(record.QueueOffset);
            return Verdict.Next;
        }

        var age = now - record.BornTimestamp;
        if (half.CheckTimes >= settings.TransactionCheckMax || age > settings.FileReservedTime.TotalMilliseconds)
            return GiveUp(record, half);
        // What this round has written anew.
        if (record.StoreTimestamp >= now)
            return Verdict.Stop;
        if (half.Immunity(settings.TransactionTimeout) is { } immunity)
        {
            if (age < immunity)
                return Postpone(record, half);
        }
        else if (age >= 0 && age < settings.TransactionTimeout)
        {
            return Verdict.Stop;
        }

        return Ask(record, half, figures);
    }

    private Verdict Ask(RecordView record, HalfMessage half, RoundFigures figures)
    {
        var times = (half.CheckTimes + 1).ToString(CultureInfo.InvariantCulture);
        var copy = WriteAnew(record, half.With(PropertyNames.TransactionCheckTimes, times));
        if (!copy.IsStored)
            return AfterFailure(record, half, copy);
        if (!producers.Ask(record, half, copy, identity.StoreHost))
            figures.CountUnasked(half.Group);
        return Verdict.Next;
    }

    /// <summary>The message itself says that it is too early to ask; halves behind it must not wait for it.</summary>
    private Verdict Postpone(RecordView record, HalfMessage half)
    {
        if (half.PreparedFrom is { } first && open.IsDone(first))
            return Verdict.Next;
        var from = (half.PreparedFrom ?? record.QueueOffset).ToString(CultureInfo.InvariantCulture);
        var copy = WriteAnew(record, half.With(PropertyNames.TransactionPreparedQueueOffset, from));
        return copy.IsStored ? Verdict.Next : AfterFailure(record, half, copy);
    }

    /// <summary>With what is noted in it, it may have become too long; it must not stop all others for that.</summary>
    private Verdict AfterFailure(RecordView record, HalfMessage half, in AppendResult failed) =>
        failed.Status == AppendStatus.MessageIllegal ? GiveUp(record, half) : Verdict.Stop;

    private AppendResult WriteAnew(RecordView record, byte[] properties)
    {
        var result = store.Append(RecordCopy.To(record, SystemTopics.TransactionHalf, 0, record.StoreHost, properties));
        if (result.IsStored)
            open.Copied(record.QueueOffset, result.QueueOffset);
        else
            LogNotWritten(record.QueueOffset, result.Problem);
        return result;
    }

    private Verdict GiveUp(RecordView record, HalfMessage half)
    {
        var result = store.Append(RecordCopy.To(record, creation.CheckMaxTimeTopic().Name, 0, record.StoreHost, record.Properties));
        if (!result.IsStored)
        {
            LogNotWritten(record.QueueOffset, result.Problem);
            return Verdict.Stop;
        }

        open.Forget(record.QueueOffset);
        LogGivenUp(half.UniqueKey, half.RealTopic, half.Group, half.CheckTimes);
        return Verdict.Next;
    }

    /// <summary>What a round tells the operator once instead of for each half.</summary>
    private sealed class RoundFigures
    {
        public int Unasked { get; private set; }

        /// <summary>One of the groups, as an example.</summary>
        public string Group { get; private set; } = "";

        public void CountUnasked(string group)
        {
            Unasked++;
            Group = group;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody could be asked about {Count} transactions; no producer is online, for example of group {Group}")]
    private partial void LogNobody(int count, string group);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transactional message {Id} for topic {Topic} is given up: its producer group {Group} was asked {Times} times, or it is too old or too long to be asked about. It is kept in TRANS_CHECK_MAX_TIME_TOPIC")]
    private partial void LogGivenUp(string? id, string topic, string group, int times);

    [LoggerMessage(Level = LogLevel.Error, Message = "The half message at queue offset {Offset} could not be written anew; the round ends: {Problem}")]
    private partial void LogNotWritten(long offset, string? problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The record at queue offset {Offset} of the half topic says neither where it is to go nor whose it is; it is left out")]
    private partial void LogNoHalf(long offset);
}
