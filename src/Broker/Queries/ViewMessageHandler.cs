using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Queries;

/// <summary>33: the message at a log position, which is what an offset id names (docs/protocol.md 2.4.3).</summary>
internal sealed class ViewMessageHandler(IMessageStore store) : IRequestHandler<ViewMessageRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<ViewMessageRequestHeader> request, CancellationToken stopping)
    {
        using var record = request.Header.Offset < 0 ? null : store.ReadRecord(request.Header.Offset);
        return ValueTask.FromResult(record is null
            ? Reply.Refused(ResponseCode.SystemError, $"can not find message by the offset, {request.Header.Offset}")
            : Reply.WithBody(record.Memory.ToArray()));
    }
}
