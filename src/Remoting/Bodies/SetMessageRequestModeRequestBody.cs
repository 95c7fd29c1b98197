namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: how a group gets the messages of a topic: body of 401. docs/protocol.md 2.4.14.</summary>
public sealed class SetMessageRequestModeRequestBody
{
    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>PULL or POP.</summary>
    public string Mode { get; set; } = "PULL";

    /// <summary>Queues that members share when they pop; 0 for all.</summary>
    public int PopShareQueueNum { get; set; }

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";
}
