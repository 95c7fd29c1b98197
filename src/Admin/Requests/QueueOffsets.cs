using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Requests;

/// <summary>Offsets of one queue, of a broker whose address is known.</summary>
internal static class QueueOffsets
{
    /// <summary>Of the first message (31).</summary>
    public static async Task<long> FirstAsync(this AdminCalls calls, string address, MessageQueue queue, CancellationToken cancellation) =>
        (await calls.CallForHeaderAsync<GetMinOffsetResponseHeader>(
            address, RequestCode.GetMinOffset, new GetMinOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId }, cancellation)).Offset;

    /// <summary>After the last message (30).</summary>
    public static async Task<long> EndAsync(this AdminCalls calls, string address, MessageQueue queue, CancellationToken cancellation) =>
        (await calls.CallForHeaderAsync<GetMaxOffsetResponseHeader>(
            address, RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId }, cancellation)).Offset;

    /// <summary>Of a message stored at about a time, milliseconds since 1970 (29).</summary>
    public static async Task<long> SearchAsync(
        this AdminCalls calls, string address, MessageQueue queue, long milliseconds, CancellationToken cancellation) =>
        (await calls.CallForHeaderAsync<SearchOffsetResponseHeader>(
            address,
            RequestCode.SearchOffsetByTimestamp,
            new SearchOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId, Timestamp = milliseconds },
            cancellation)).Offset;
}
