using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.Registry;

/// <summary>327: clients may send to a broker again. docs/protocol.md 2.3.7.</summary>
internal sealed class AddWritePermHandler(RouteRegistry registry) : IRequestHandler<AddWritePermRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<AddWritePermRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.With(new AddWritePermResponseHeader { AddTopicCount = registry.AddWritePermission(request.Header.BrokerName) }));
}
