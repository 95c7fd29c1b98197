using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Topics;

/// <summary>215: a topic goes, with its queues; its records stay in the log until they expire (docs/protocol.md 2.4.8).</summary>
internal sealed class DeleteTopicHandler(TopicTable topics, TopicNames names, IMessageStore store) : IRequestHandler<DeleteTopicRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<DeleteTopicRequestHeader> request, CancellationToken stopping)
    {
        var topic = request.Header.Topic;
        names.Demand(topic);
        topics.Remove(topic);
        store.DestroyQueues(topic);
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}

/// <summary>316: the queues of all topics that are not configured go.</summary>
internal sealed class CleanUnusedTopicsHandler(TopicTable topics, IMessageStore store) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        foreach (var topic in store.Queues().Select(queue => queue.Topic).Distinct().Where(topic => topics.Find(topic) is null && !Model.SystemTopics.IsSystemTopic(topic)))
            store.DestroyQueues(topic);
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}
