using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.KeyValues;

/// <summary>102: remove a value; one that is not there is removed already. docs/protocol.md 2.3.5.</summary>
internal sealed class DeleteKvConfigHandler(KeyValueStore keyValues) : IRequestHandler<DeleteKvConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<DeleteKvConfigRequestHeader> request, CancellationToken stopping)
    {
        keyValues.Delete(request.Header.Namespace, request.Header.Key);
        return ValueTask.FromResult(Reply.Success);
    }
}
