using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.KeyValues;

/// <summary>100: set a value. docs/protocol.md 2.3.5.</summary>
internal sealed class PutKvConfigHandler(KeyValueStore keyValues) : IRequestHandler<PutKvConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<PutKvConfigRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        Rejections.IfBlank("namespace", header.Namespace);
        Rejections.IfBlank("key", header.Key);
        keyValues.Put(header.Namespace, header.Key, header.Value);
        return ValueTask.FromResult(Reply.Success);
    }
}
