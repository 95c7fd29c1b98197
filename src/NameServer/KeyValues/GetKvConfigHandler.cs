using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.KeyValues;

/// <summary>101: read a value. docs/protocol.md 2.3.5.</summary>
internal sealed class GetKvConfigHandler(KeyValueStore keyValues) : IRequestHandler<GetKvConfigRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetKvConfigRequestHeader> request, CancellationToken stopping)
    {
        var (name, key) = (request.Header.Namespace, request.Header.Key);
        return ValueTask.FromResult(keyValues.Find(name, key) is { } value
            ? Reply.With(new GetKvConfigResponseHeader { Value = value })
            : Reply.Refused(ResponseCode.QueryNotFound, $"No config item, Namespace: {name} Key: {key}", new GetKvConfigResponseHeader()));
    }
}
