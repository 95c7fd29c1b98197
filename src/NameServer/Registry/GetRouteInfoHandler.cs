using RocketMQ.NameServer.Hosting;
using RocketMQ.NameServer.KeyValues;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>105: a client asks on which brokers a topic lies. docs/protocol.md 2.3.3.</summary>
internal sealed class GetRouteInfoHandler(RouteRegistry registry, KeyValueStore keyValues, ServerConfiguration configuration)
    : IRequestHandler<GetRouteInfoRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<GetRouteInfoRequestHeader> request, CancellationToken stopping)
    {
        var topic = request.Header.Topic;
        if (registry.FindRoute(topic) is not { } route)
        {
            return ValueTask.FromResult(Reply.Refused(
                ResponseCode.TopicNotExist,
                $"No topic route info in name server for the topic: {topic}\nSee http://rocketmq.apache.org/docs/faq/ for further details."));
        }

        if (configuration.Flag(NameServerConfig.OrderMessageEnable))
            route.OrderTopicConf = keyValues.Find(KeyValueStore.OrderTopics, topic);
        // Older clients are known to take unquoted broker ids; whether all of them take quoted ones is not.
        var strict = request.Version >= RemotingVersion.V4_9_4 || request.Header.AcceptStandardJsonOnly == true;
        return ValueTask.FromResult(Reply.WithBody(FastJson.Write(route, strict ? FastJsonStyle.Strict : FastJsonStyle.Compact)));
    }
}
