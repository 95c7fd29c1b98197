namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: answer to 400. docs/protocol.md 2.4.14.</summary>
public sealed class QueryAssignmentResponseBody
{
    /// <summary>Queues of the client; absent when they can not be told.</summary>
    public List<MessageQueueAssignment>? MessageQueueAssignments { get; set; }
}
