using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.Registry;

/// <summary>206, 311, 312, 313: names of all topics, or of those with certain unit flags. docs/protocol.md 2.3.6.</summary>
internal sealed class GetTopicsHandler(RouteRegistry registry) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var topics = request.Code switch
        {
            RequestCode.GetUnitTopicList => registry.GetUnitTopics(),
            RequestCode.GetHasUnitSubTopicList => registry.GetUnitSubscriptionTopics(),
            RequestCode.GetHasUnitSubUnunitTopicList => registry.GetUnitSubscriptionOnlyTopics(),
            _ => registry.GetTopics(),
        };
        return ValueTask.FromResult(Reply.WithBody(FastJson.Write(new TopicList { Topics = topics })));
    }
}
