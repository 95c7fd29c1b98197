using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Clients;

/// <summary>41: a client wants queues to itself (docs/protocol.md 2.4.5).</summary>
internal sealed class LockQueuesHandler(QueueLocks locks) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var body = RequestBody.Parse<LockBatchRequestBody>(request.Body);
        var held = locks.TryLock(body.ConsumerGroup, body.ClientId, body.MqSet);
        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(new LockBatchResponseBody { LockOKMQSet = held })));
    }
}

/// <summary>42: a client gives queues up.</summary>
internal sealed class UnlockQueuesHandler(QueueLocks locks) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var body = RequestBody.Parse<UnlockBatchRequestBody>(request.Body);
        locks.Unlock(body.ConsumerGroup, body.ClientId, body.MqSet);
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}
