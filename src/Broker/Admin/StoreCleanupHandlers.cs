using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Admin;

/// <summary>306: queues whose messages have all expired go (docs/protocol.md 2.4.8).</summary>
internal sealed class CleanExpiredQueuesHandler(IMessageStore store) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        store.CleanExpiredQueues();
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}

/// <summary>329: expired log files go now, whatever the hour.</summary>
internal sealed class DeleteExpiredFilesHandler(IMessageStore store) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        store.DeleteExpiredFiles();
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}
