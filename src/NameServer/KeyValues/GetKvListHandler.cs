using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.KeyValues;

/// <summary>219: all values of a namespace. docs/protocol.md 2.3.5.</summary>
internal sealed class GetKvListHandler(KeyValueStore keyValues) : IRequestHandler<GetKvListByNamespaceRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetKvListByNamespaceRequestHeader> request, CancellationToken stopping)
    {
        var name = request.Header.Namespace;
        return ValueTask.FromResult(keyValues.FindNamespace(name) is { } values
            ? Reply.WithBody(FastJson.Write(new KVTable { Table = new(values) }))
            : Reply.Refused(ResponseCode.QueryNotFound, $"No config item, Namespace: {name}"));
    }
}
