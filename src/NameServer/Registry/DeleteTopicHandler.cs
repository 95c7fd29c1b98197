using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.NameServer.Registry;

/// <summary>216: forget a topic, which brokers themselves never ask for. docs/protocol.md 2.3.8.</summary>
internal sealed class DeleteTopicHandler(RouteRegistry registry) : IRequestHandler<DeleteTopicFromNameServerRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<DeleteTopicFromNameServerRequestHeader> request, CancellationToken stopping)
    {
        registry.DeleteTopic(request.Header.Topic, request.Header.ClusterName);
        return ValueTask.FromResult(Reply.Success);
    }
}
