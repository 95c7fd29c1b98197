using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Offsets;

/// <summary>14: how far a group has consumed a queue (docs/protocol.md 2.4.4).</summary>
internal sealed class QueryConsumerOffsetHandler(OffsetTable offsets, IMessageStore store) : IRequestHandler<QueryConsumerOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QueryConsumerOffsetRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (offsets.Find(header.Topic, header.ConsumerGroup, header.QueueId) is { } committed)
            return Found(committed);
        // A queue whose first messages are still at hand is read from the start, whatever the client's own rule says (trap 29).
        if (store.GetMinOffset(header.Topic, header.QueueId) <= 0 && !store.IsOnDisk(header.Topic, header.QueueId, 0))
            return Found(0);
        return header.SetZeroIfNotFound == true
            ? Found(0)
            : ValueTask.FromResult(Reply.Refused(ResponseCode.QueryNotFound, "Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first"));
    }

    private static ValueTask<Reply> Found(long offset) =>
        ValueTask.FromResult(Reply.With(new QueryConsumerOffsetResponseHeader { Offset = offset }));
}

/// <summary>15: a consumer tells how far it has got.</summary>
internal sealed class UpdateConsumerOffsetHandler(OffsetTable offsets) : IRequestHandler<UpdateConsumerOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<UpdateConsumerOffsetRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (!TopicRules.Check(header.Topic).IsValid || !GroupRules.Check(header.ConsumerGroup).IsValid)
            throw new RejectedException(ResponseCode.SystemError, (TopicRules.Check(header.Topic).Problem ?? GroupRules.Check(header.ConsumerGroup).Problem)!);
        // A consumer that has not heard of it yet must not undo what an administrator has set.
        if (offsets.FindReset(header.Topic, header.ConsumerGroup, header.QueueId) is not null)
            return ValueTask.FromResult(Reply.With(new NoFields(), default, "Offset has been previously reset"));
        offsets.Commit(header.Topic, header.ConsumerGroup, header.QueueId, header.CommitOffset);
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}

/// <summary>29: which message of a queue was stored nearest to a time.</summary>
internal sealed class SearchOffsetHandler(IMessageStore store) : IRequestHandler<SearchOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<SearchOffsetRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new SearchOffsetResponseHeader
        {
            Offset = store.GetOffsetByTime(request.Header.Topic, request.Header.QueueId, request.Header.Timestamp),
        }));
}

/// <summary>30: the offset behind the last message of a queue.</summary>
internal sealed class GetMaxOffsetHandler(IMessageStore store) : IRequestHandler<GetMaxOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetMaxOffsetRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new GetMaxOffsetResponseHeader { Offset = store.GetMaxOffset(request.Header.Topic, request.Header.QueueId) }));
}

/// <summary>31: the offset of the first message kept of a queue.</summary>
internal sealed class GetMinOffsetHandler(IMessageStore store) : IRequestHandler<GetMinOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetMinOffsetRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new GetMinOffsetResponseHeader { Offset = store.GetMinOffset(request.Header.Topic, request.Header.QueueId) }));
}

/// <summary>32: when the first message kept of a queue was stored; −1 for an empty one.</summary>
internal sealed class EarliestStoreTimeHandler(IMessageStore store) : IRequestHandler<GetEarliestMessageStoreTimeRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetEarliestMessageStoreTimeRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new GetEarliestMessageStoreTimeResponseHeader
        {
            Timestamp = store.GetEarliestMessageTime(request.Header.Topic, request.Header.QueueId),
        }));
}

/// <summary>43: all committed offsets, as slaves and tools copy them.</summary>
internal sealed class AllConsumerOffsetHandler(OffsetTable offsets) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), Remoting.Json.FastJson.Write(offsets.Snapshot())));
}

/// <summary>45: how far the delivery of delayed messages has got, by level.</summary>
internal sealed class AllDelayOffsetHandler(Scheduling.DelayedDelivery delivery) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new NoFields(), Remoting.Json.FastJson.Write(delivery.Snapshot())));
}
