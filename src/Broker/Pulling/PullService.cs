using RocketMQ.Broker.Config;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>Reads for pulls and writes their answers; records go from the mapped log straight into the connection's buffer.</summary>
internal sealed class PullService
{
    private readonly IMessageStore _store;
    private readonly BrokerStatistics _statistics;
    private readonly BrokerSettings _settings;
    private readonly WaitingPulls _waiting;
    private readonly Lane _lane;
    private readonly PullPermissions _permissions;
    private readonly OffsetMovedEvents _moved;
    private readonly TimeProvider _time;
    private long _longestRead;

    public PullService(
        IMessageStore store, BrokerStatistics statistics, WaitingPulls waiting, PullPermissions permissions, OffsetMovedEvents moved, BrokerSettings settings,
        Lane lane, TimeProvider time)
    {
        _permissions = permissions;
        _moved = moved;
        _settings = settings;
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

    /// <summary>Sends a consumer to an offset that was set here.</summary>
    public void Move(RemotingConnection connection, SerializeType type, int opaque, Topic topic, int queueId, long offset)
    {
        using var output = connection.OpenOutput();
        var frame = new FrameWriter(output.Buffer, type, (int)ResponseCode.PullOffsetMoved, opaque, CommandFlags.Response, "OFFSET_RESET");
        WriteOffsets(ref frame, 0, offset, _store.GetMinOffset(topic.Name, queueId), _store.GetMaxOffset(topic.Name, queueId));
        frame.Complete();
    }

    private async Task ServeWhenDrainedAsync(Task drained, PullRequest pull)
    {
        await drained;
        if (!pull.Connection.IsClosed)
            ServeInLane(pull);
    }

    private void ServeAgain(PullRequest pull)
    {
        // While a consumer does not read, its woken pulls stay what they are: their answers would only lie in memory.
        var drained = pull.Connection.WhenDrainedAsync();
        if (!drained.IsCompleted)
            _ = ServeWhenDrainedAsync(drained, pull);
        else if (_permissions.CheckAgain(pull) is { } refusal)
            pull.Connection.Answer(pull.Type, pull.Opaque, refusal);
        else
            Read(pull, TimeSpan.Zero);
    }

    private void ServeInLane(PullRequest pull)
    {
        if (!_lane.TryEnter(() => { ServeAgain(pull); return Task.CompletedTask; }, remark => Refuse(pull, remark)))
            Refuse(pull, "[OVERLOAD]system busy, start flow control for a while");
    }

    private static void Refuse(in PullRequest pull, string remark) =>
        pull.Connection.Answer(pull.Type, pull.Opaque, Reply.Refused(ResponseCode.SystemBusy, remark));

    private void Read(in PullRequest pull, TimeSpan wait)
    {
        var started = _time.GetTimestamp();
        using var result = _store.Read(pull.Topic.Name, pull.QueueId, pull.Offset, pull.MaxCount, pull.MaxBytes, pull.Filter);
        Measure(started);
        var code = CodeOf(pull, result);
        if (code == ResponseCode.PullNotFound && wait > TimeSpan.Zero)
        {
            if (!_waiting.TryPark(pull, wait))
                Refuse(pull, $"[OVERLOAD]system busy, start flow control for a while: {_waiting.Count} pulls wait for messages");
            return;
        }

        if (result.Count > 0)
            Count(pull, result);
        var isMoved = PullOutcome.CodeOf(result.Status, pull.Offset) == ResponseCode.PullOffsetMoved;
        if (isMoved && !_settings.IsSlave)
            _moved.Add(pull.Group.Name, pull.Topic.Name, pull.QueueId, pull.Offset, result.NextBeginOffset);
        Answer(pull, code, result, isMoved && IsUncertain ? pull.Offset : result.NextBeginOffset);
    }

    /// <summary>A slave may just not have the message yet: its range says nothing about the offset that was asked for (docs/protocol.md 2.4.2).</summary>
    private ResponseCode CodeOf(in PullRequest pull, QueueReadResult result) => PullOutcome.CodeOf(result.Status, pull.Offset) switch
    {
        ResponseCode.PullOffsetMoved when IsUncertain => ResponseCode.PullRetryImmediately,
        var code => code,
    };

    private bool IsUncertain => _settings.IsSlave && !_settings.OffsetCheckInSlave;

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

    private void Answer(in PullRequest pull, ResponseCode code, QueueReadResult result, long next)
    {
        using var output = pull.Connection.OpenOutput();
        var frame = new FrameWriter(output.Buffer, pull.Type, (int)code, pull.Opaque, CommandFlags.Response, result.Status.ToWireName());
        WriteOffsets(ref frame, Suggestion(pull), next, result.MinOffset, result.MaxOffset);
        if (code == ResponseCode.Success)
        {
            for (var i = 0; i < result.Count; i++)
                frame.Body(result[i].Span);
        }

        frame.Complete();
    }

    /// <summary>Which broker of the set the group should read from next: a slave where it reads what memory no longer holds, and slaves may be read.</summary>
    private long Suggestion(in PullRequest pull)
    {
        if (!_settings.SlaveRead)
            return 0;
        return _store.IsOnDisk(pull.Topic.Name, pull.QueueId, pull.Offset) ? pull.Group.Config.WhichBrokerWhenConsumeSlowly : pull.Group.Config.BrokerId;
    }

    private static void WriteOffsets(ref FrameWriter frame, long suggestion, long next, long least, long most)
    {
        frame.Field("suggestWhichBrokerId"u8, suggestion);
        frame.Field("nextBeginOffset"u8, next);
        frame.Field("minOffset"u8, least);
        frame.Field("maxOffset"u8, most);
    }
}
