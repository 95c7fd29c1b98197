using RocketMQ.Broker.Statistics;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>Reads for pulls and writes their answers; records go from the mapped log straight into the connection's buffer.</summary>
internal sealed class PullService
{
    private readonly IMessageStore _store;
    private readonly BrokerStatistics _statistics;
    private readonly WaitingPulls _waiting;
    private readonly Lane _lane;
    private readonly TimeProvider _time;
    private long _longestRead;

    public PullService(IMessageStore store, BrokerStatistics statistics, WaitingPulls waiting, Lane lane, TimeProvider time)
    {
        _time = time;
        _store = store;
        _statistics = statistics;
        _waiting = waiting;
        _lane = lane;
        waiting.Wake = ServeInLane;
        waiting.MaxOffset = store.GetMaxOffset;
        waiting.ReadRecord = store.ReadRecord;
    }

    /// <summary>Longest read so far, in milliseconds.</summary>
    public long LongestRead => Volatile.Read(ref _longestRead);

    /// <summary>Serves a pull now, or lets it wait.</summary>
    /// <param name="pull">What is wanted.</param>
    /// <param name="wait">How long it may wait for a message; zero to be answered at once.</param>
    public void Serve(in PullRequest pull, TimeSpan wait)
    {
        // A read that goes to the disk would hold up everything behind it on the reading thread.
        // What is on the disk is there, so such a pull has nothing to wait for.
        if (_store.IsOnDisk(pull.Topic.Name, pull.QueueId, pull.Offset))
            ServeInLane(pull);
        else
            Read(pull, wait);
    }

    private void ServeInLane(PullRequest pull)
    {
        if (!_lane.TryEnter(() => { Read(pull, TimeSpan.Zero); return Task.CompletedTask; }))
            pull.Connection.Answer(pull.Type, pull.Opaque, Reply.Refused(ResponseCode.SystemBusy, "[OVERLOAD]system busy, start flow control for a while"));
    }

    private void Read(in PullRequest pull, TimeSpan wait)
    {
        var started = _time.GetTimestamp();
        using var result = _store.Read(pull.Topic.Name, pull.QueueId, pull.Offset, pull.MaxCount, pull.MaxBytes, pull.Filter);
        Measure(started);
        var code = PullOutcome.CodeOf(result.Status, pull.Offset);
        if (code == ResponseCode.PullNotFound && wait > TimeSpan.Zero)
        {
            _waiting.Park(pull, wait);
            return;
        }

        if (result.Count > 0)
            Count(pull, result);
        Answer(pull, code, result);
    }

    /// <summary>Two reads at the same moment may lose one of their times; the next long one is noted again.</summary>
    private void Measure(long started)
    {
        var milliseconds = (long)_time.GetElapsedTime(started).TotalMilliseconds;
        if (milliseconds > LongestRead)
            Volatile.Write(ref _longestRead, milliseconds);
    }

    private void Count(in PullRequest pull, QueueReadResult result)
    {
        var traffic = _statistics.Group(pull.Topic.Name, pull.Group.Name);
        traffic.GetNums.Add(result.Count);
        traffic.GetSize.Add(result.TotalBytes);
        _statistics.BrokerGetNums.Add(result.Count);
    }

    private static void Answer(in PullRequest pull, ResponseCode code, QueueReadResult result)
    {
        using var output = pull.Connection.OpenOutput();
        var frame = new FrameWriter(output.Buffer, pull.Type, (int)code, pull.Opaque, CommandFlags.Response, result.Status.ToWireName());
        frame.Field("suggestWhichBrokerId"u8, 0);
        frame.Field("nextBeginOffset"u8, result.NextBeginOffset);
        frame.Field("minOffset"u8, result.MinOffset);
        frame.Field("maxOffset"u8, result.MaxOffset);
        if (code == ResponseCode.Success)
        {
            for (var i = 0; i < result.Count; i++)
                frame.Body(result[i].Span);
        }

        frame.Complete();
    }
}
