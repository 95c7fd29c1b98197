using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.Broker.Topics;

/// <summary>Whether an administrator may create, change or delete a topic of a name (docs/protocol.md 2.4.8).</summary>
internal sealed class TopicNames(TopicCreation creation)
{
    /// <exception cref="RejectedException">The name is none, or belongs to the servers; the remark says why.</exception>
    public void Demand(string topic)
    {
        if (TopicRules.Check(topic).Problem is { } problem)
            throw new RejectedException(ResponseCode.SystemError, $"The specified topic is not valid. {problem}");
        if (creation.IsSystemTopic(topic))
            throw new RejectedException(ResponseCode.SystemError, $"The topic[{topic}] is conflict with system topic.");
    }
}
