using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Answer to 41. docs/protocol.md 2.4.5.</summary>
public sealed class LockBatchResponseBody
{
    /// <summary>Queues that the client holds now.</summary>
    public List<MessageQueue> LockOKMQSet { get; set; } = [];
}
