namespace RocketMQ.Remoting.Bodies;

/// <summary>Client ids of a group: answer to 38. docs/protocol.md 2.4.5.</summary>
public sealed class GetConsumerListByGroupResponseBody
{
    /// <summary>Client ids.</summary>
    public List<string> ConsumerIdList { get; set; } = [];
}
