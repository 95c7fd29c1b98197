using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>224: names of the topics of one cluster; an unknown cluster has none. docs/protocol.md 2.3.6.</summary>
internal sealed class GetTopicsByClusterHandler(RouteRegistry registry) : IRequestHandler<GetTopicsByClusterRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetTopicsByClusterRequestHeader> request, CancellationToken stopping) =>
        ValueTask.FromResult(Reply.WithBody(FastJson.Write(new TopicList { Topics = registry.GetTopicsOfCluster(request.Header.Cluster) })));
}
