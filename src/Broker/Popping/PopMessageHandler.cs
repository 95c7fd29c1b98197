using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>200050: a consumer takes messages for a time and waits for them if need be (docs/protocol.md 2.4.14).</summary>
internal sealed class PopMessageHandler(
    PopChecks checks, PopFilters filters, PopService pops, CheckPoints points, PopParking parking, TimeProvider time) : IRequestHandler<PopMessageRequestHeader>
{
    private const int MostMessages = CheckPoint.MostMessages;

    /// <summary>The log keeps messages for about as long by default; what is invisible longer might be gone when it comes again.</summary>
    private static readonly TimeSpan LongestInvisible = TimeSpan.FromDays(3);

    public async ValueTask<Reply> HandleAsync(Request<PopMessageRequestHeader> request, CancellationToken stopping) =>

        await ServeAsync(request.Command, request.Connection, request.Header, PopParking.Deadline(request.Header.BornTime, request.Header.PollTime, time));

    private async Task<Reply> ServeAsync(RemotingCommand command, RemotingConnection connection, PopMessageRequestHeader header, DateTimeOffset deadline)
    {
        // Checked each time: what is allowed may have changed while the request waited.
        var request = Check(header);
        if (points.IsFull)
            return Reply.Refused((ResponseCode)ResponseCodes5x.PollingFull, "too many popped messages wait for acknowledgements on this broker");
        var result = await pops.PopAsync(request);
        if (result.Count > 0)
            return Reply.With(result.Header(), result.Body(), QueueReadStatus.Found.ToWireName());
        return parking.Park(new(command, connection, request, Takes: true), deadline, () => ServeAsync(command, connection, header, deadline)) switch
        {
            ParkOutcome.Waits => Reply.None,
            ParkOutcome.Full => Reply.Refused((ResponseCode)ResponseCodes5x.PollingFull, "too many pops wait for messages already", result.Header()),
            _ => Reply.Refused((ResponseCode)ResponseCodes5x.PollingTimeout, QueueReadStatus.NoMessageInQueue.ToWireName(), result.Header()),
        };
    }

    private PopRequest Check(PopMessageRequestHeader header)
    {
        if (header.MaxMsgNums is < 1 or > MostMessages)
            throw PopChecks.Invalid($"maxMsgNums={header.MaxMsgNums}: 1 to {MostMessages} is allowed");
        if (header.InvisibleTime < 1 || header.InvisibleTime > LongestInvisible.TotalMilliseconds)
            throw PopChecks.Invalid($"invisibleTime={header.InvisibleTime}: 1 to {LongestInvisible.TotalMilliseconds:0} milliseconds is allowed");
        var (topic, group) = checks.Demand(header.Topic, header.ConsumerGroup, header.QueueId);
        return new PopRequest(
            topic, group, header.QueueId, header.MaxMsgNums, header.InvisibleTime, header.InitMode != 0, header.Order == true, header.AttemptId,
            filters.Find(header.ExpType, header.Exp));
    }
}
