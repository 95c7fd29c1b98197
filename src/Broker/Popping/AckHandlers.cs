using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Popping;

/// <summary>200051: a popped message is done (docs/protocol.md 2.4.14). One that has come again already is no failure.</summary>
internal sealed class AckMessageHandler(TopicTable topics, PopAcks acks) : IRequestHandler<AckMessageRequestHeader>
{
    public async ValueTask<Reply> HandleAsync(Request<AckMessageRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (acks.Check(topics, header.Topic, header.QueueId, header.Offset) is { } refusal)
            return refusal;
        var handle = ReceiptHandle.Parse(header.ExtraInfo);
        await acks.AcknowledgeAsync(new(header.Topic, header.ConsumerGroup, header.QueueId), handle, [header.Offset]);
        return Reply.Success;
    }
}

/// <summary>200151: several popped messages are done. Those that are not there (any more) are passed over, as in the original.</summary>
internal sealed class BatchAckMessageHandler(PopAcks acks) : IRequestHandler<NoFields>
{
    public async ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var body = RequestBody.Parse<BatchAckMessageRequestBody>(request.Body);
        if (body.Acks.Count == 0)
            return Reply.Refused(ResponseCode.NoMessage, "the body names no acknowledgements");
        foreach (var ack in body.Acks)
        {
            var topic = PopNames.TopicOf(ack.Retry, ack.Topic, ack.ConsumerGroup)
                ?? throw PopChecks.Invalid($"retry='{ack.Retry}': 0, 1 or 2 is allowed");
            var offsets = Enumerable.Range(0, ack.BitSet.Length * 8).Where(bit => (ack.BitSet[bit / 8] & (1 << (bit % 8))) != 0).Select(bit => ack.StartOffset + bit);
            await acks.AcknowledgeAsync(
                new(topic, ack.ConsumerGroup, ack.QueueId), new ReceiptHandle(ack.StartOffset, ack.PopTime, ack.InvisibleTime, ack.ReviveQueueId), [.. offsets]);
        }

        return Reply.Success;
    }
}

/// <summary>200053: a popped message stays invisible for another time from now on, and gets a new handle by that.</summary>
internal sealed class ChangeInvisibleTimeHandler(TopicTable topics, PopAcks acks) : IRequestHandler<ChangeInvisibleTimeRequestHeader>
{
    public async ValueTask<Reply> HandleAsync(Request<ChangeInvisibleTimeRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (acks.Check(topics, header.Topic, header.QueueId, header.Offset) is { } refusal)
            return refusal;
        if (header.InvisibleTime < 0)
            throw PopChecks.Invalid($"invisibleTime={header.InvisibleTime}: 0 milliseconds and more is allowed");
        var handle = ReceiptHandle.Parse(header.ExtraInfo);
        var changed = await acks.ChangeInvisibleTimeAsync(
            new(header.Topic, header.ConsumerGroup, header.QueueId), handle, header.Offset, header.InvisibleTime);
        return changed is { } now
            ? Reply.With(new ChangeInvisibleTimeResponseHeader { PopTime = now.PopTime, InvisibleTime = now.InvisibleTime, ReviveQid = now.ReviveQueue })
            : Reply.Refused(ResponseCode.NoMessage, "the message was acknowledged or has come again already");
    }
}
