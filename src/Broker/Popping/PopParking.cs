using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Popping;

/// <summary>What became of a request that found nothing.</summary>
internal enum ParkOutcome
{
    /// <summary>It waits and is answered later.</summary>
    Waits,

    /// <summary>Too many wait already.</summary>
    Full,

    /// <summary>Its time is over, or it did not want to wait.</summary>
    TimeOver,
}

/// <summary>A request that may wait.</summary>
internal readonly record struct Parked(RemotingCommand Command, RemotingConnection Connection, PopRequest Request, bool Takes);

/// <summary>Lets pops and notifications wait until a message, an acknowledgement or their time wakes them.</summary>
internal sealed class PopParking(WaitingPops waiting, PopService pops, PopSettings settings, TimeProvider time)
{
    /// <summary>A request may not wait longer than this, however long its caller says.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>A request whose time is nearly over is answered: its caller would not wait for the answer.</summary>
    private static readonly TimeSpan NearlyOver = TimeSpan.FromMilliseconds(50);

    /// <summary>Until when a request may wait. The caller's clock is not ours: one that tells no or a future time counts from now.</summary>
    public static DateTimeOffset Deadline(long bornTime, long pollTime, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var born = bornTime <= 0 || bornTime > now.ToUnixTimeMilliseconds() ? now : DateTimeOffset.FromUnixTimeMilliseconds(bornTime);
        return born + TimeSpan.FromMilliseconds(Math.Clamp(pollTime, 0, LongestWait.TotalMilliseconds));
    }

    /// <summary>Lets a request wait.</summary>
    /// <param name="parked">The request.</param>
    /// <param name="deadline">Until when.</param>
    /// <param name="serve">Serves it again; its reply goes to the caller.</param>
    public ParkOutcome Park(Parked parked, DateTimeOffset deadline, Func<Task<Reply>> serve)
    {
        var (command, connection, request, takes) = parked;
        var left = deadline - time.GetUtcNow();
        if (left <= NearlyOver)
            return ParkOutcome.TimeOver;
        var pop = new WaitingPop(
            TopicsOf(request), request.Group.Name, request.QueueId, takes, request.Filter, connection, () => AnswerAsync(parked, serve),
            () => connection.Answer(command, Reply.Refused(ResponseCode.SystemBusy, "[OVERLOAD]system busy, start flow control for a while")));
        if (!waiting.TryPark(pop, FirstOf(left, request)))
            return ParkOutcome.Full;
        // A message may have come, another pop or the connection ended, between the look into the queues and now.
        if (connection.IsClosed || pops.HasMessages(request))
            waiting.Serve(pop);
        return ParkOutcome.Waits;
    }

    private TimeSpan FirstOf(TimeSpan left, PopRequest request)
    {
        if (pops.FirstUnblocked(request) is not { } at)
            return left;
        var unblocked = at - time.GetUtcNow();
        return unblocked < left ? (unblocked > TimeSpan.Zero ? unblocked : TimeSpan.Zero) : left;
    }

    private IReadOnlyList<string> TopicsOf(PopRequest request)
    {
        var (topic, group) = (request.Topic.Name, request.Group.Name);
        if (request.IsOrdered)
            return [topic];
        return settings.RetryTopicV2
            ? [topic, PopNames.RetryTopicOf(topic, group, version2: true), PopNames.RetryTopicOf(topic, group, version2: false)]
            : [topic, PopNames.RetryTopicOf(topic, group, version2: false)];
    }

    private async Task AnswerAsync(Parked parked, Func<Task<Reply>> serve)
    {
        var (command, connection, request, _) = parked;
        if (connection.IsClosed)
        {
            // It was chosen in the place of another, who must not go without.
            waiting.Wake(request.Topic.Name, request.Group.Name, request.QueueId);
            return;
        }

        try
        {
            connection.Answer(command, await serve());
        }
        catch (RejectedException rejected)
        {
            connection.Answer(command, Reply.Refused(rejected.Code, rejected.Message));
        }
    }
}
