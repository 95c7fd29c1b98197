using RocketMQ.Remoting.Codes;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>Which response code a read of a queue ends in (docs/protocol.md 2.4.2).</summary>
internal static class PullOutcome
{
    public static ResponseCode CodeOf(QueueReadStatus status, long offset) => status switch
    {
        QueueReadStatus.Found => ResponseCode.Success,
        QueueReadStatus.NoMatchedMessage or QueueReadStatus.MessageWasRemoving => ResponseCode.PullRetryImmediately,
        QueueReadStatus.OffsetFoundNull or QueueReadStatus.OffsetOverflowOne => ResponseCode.PullNotFound,
        QueueReadStatus.NoMatchedLogicQueue or QueueReadStatus.NoMessageInQueue when offset == 0 => ResponseCode.PullNotFound,
        _ => ResponseCode.PullOffsetMoved,
    };
}
