namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: body of 400. docs/protocol.md 2.4.14.</summary>
public sealed class QueryAssignmentRequestBody
{
    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Whether members share the messages.</summary>
    public MessageModel MessageModel { get; set; } = MessageModel.Clustering;

    /// <summary>How queues are shared out: AVG or AVG_BY_CIRCLE.</summary>
    public string StrategyName { get; set; } = "";

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";
}
