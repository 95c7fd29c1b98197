using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>200052: reads what a pop would get, and takes nothing (docs/protocol.md 2.4.14).</summary>
internal sealed class PeekMessageHandler(PopChecks checks, PopService pops) : IRequestHandler<PeekMessageRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<PeekMessageRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (header.MaxMsgNums is < 1 or > CheckPoint.MostMessages)
            throw PopChecks.Invalid($"maxMsgNums={header.MaxMsgNums}: 1 to {CheckPoint.MostMessages} is allowed");
        var (topic, group) = checks.Demand(header.Topic, header.ConsumerGroup, header.QueueId);
        var result = pops.Peek(new PopRequest(topic, group, header.QueueId, header.MaxMsgNums, 0, FromEnd: false, IsOrdered: false, null, null));
        return ValueTask.FromResult(result.Count > 0
            ? Reply.With(result.Header(), result.Body(), QueueReadStatus.Found.ToWireName())
            : Reply.Refused(ResponseCode.PullNotFound, QueueReadStatus.NoMessageInQueue.ToWireName(), result.Header()));
    }
}

/// <summary>200054: waits until there is something to pop.</summary>
internal sealed class NotificationHandler(PopChecks checks, PopService pops, PopParking parking, TimeProvider time) : IRequestHandler<NotificationRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<NotificationRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(
        Serve(request.Command, request.Connection, request.Header, PopParking.Deadline(request.Header.BornTime, request.Header.PollTime, time)));

    private Reply Serve(RemotingCommand command, RemotingConnection connection, NotificationRequestHeader header, DateTimeOffset deadline)
    {
        var (topic, group) = checks.Demand(header.Topic, header.ConsumerGroup, header.QueueId);
        var request = new PopRequest(topic, group, header.QueueId, 1, 0, FromEnd: false, header.Order == true, header.AttemptId, null);
        if (pops.HasMessages(request))
            return Reply.With(new NotificationResponseHeader { HasMsg = true });
        var outcome = parking.Park(
            new(command, connection, request, Takes: false), deadline, () => Task.FromResult(Serve(command, connection, header, deadline)));
        return outcome == ParkOutcome.Waits ? Reply.None : Reply.With(new NotificationResponseHeader { PollingFull = outcome == ParkOutcome.Full });
    }
}

/// <summary>200055: how many pops of a group wait for a queue.</summary>
internal sealed class PollingInfoHandler(PopChecks checks, WaitingPops waiting) : IRequestHandler<PollingInfoRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<PollingInfoRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        _ = checks.Demand(header.Topic, header.ConsumerGroup, header.QueueId);
        return ValueTask.FromResult(Reply.With(new PollingInfoResponseHeader { PollingNum = waiting.CountOf(header.Topic, header.ConsumerGroup, header.QueueId) }));
    }
}
