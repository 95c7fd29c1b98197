using RocketMQ.Admin.Requests;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Messages;

/// <summary>Pulls from a broker whose address is known (11).</summary>
internal sealed class QueuePulls(AdminCalls calls)
{
    // Bits of sysFlag, docs/protocol.md 2.4.2.
    private const int MayWait = 2;
    private const int WithSubscription = 4;

    public async Task<PullResult> PullAsync(string address, PullRequest request, CancellationToken cancellation)
    {
        var wait = request.Wait ?? TimeSpan.Zero;
        var header = new PullMessageRequestHeader
        {
            ConsumerGroup = request.Group,
            Topic = request.Queue.Topic,
            QueueId = request.Queue.QueueId,
            QueueOffset = request.Offset,
            MaxMsgNums = request.Limit,
            SysFlag = WithSubscription | (wait > TimeSpan.Zero ? MayWait : 0),
            SuspendTimeoutMillis = (long)wait.TotalMilliseconds,
            Subscription = request.Expression,
            ExpressionType = "TAG",
        };
        var answer = await calls.AskAsync(address, RequestCode.PullMessage, header, default, cancellation, wait);
        var status = answer.ResponseCode switch
        {
            ResponseCode.Success => PullStatus.Found,
            ResponseCode.PullNotFound => PullStatus.NoNewMessage,
            ResponseCode.PullRetryImmediately => PullStatus.NoMatch,
            ResponseCode.PullOffsetMoved => PullStatus.OffsetIllegal,
            _ => throw AdminCalls.Refusal(answer, address, RequestCode.PullMessage),
        };
        var found = AdminCalls.ReadHeader<PullMessageResponseHeader>(answer, address, RequestCode.PullMessage);
        return new PullResult(
            status,
            [.. MessageRecordCodec.DecodeAll(answer.Body).Select(message => new LocatedMessage(request.Queue.BrokerName, message))],
            found.NextBeginOffset,
            found.MinOffset,
            found.MaxOffset);
    }
}
