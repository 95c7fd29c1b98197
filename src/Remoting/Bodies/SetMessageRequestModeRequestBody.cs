namespace RocketMQ.Remoting.Bodies;

/// <summary>5.x: how a group gets the messages of a topic: body of 401. docs/protocol.md 2.4.14.</summary>
public sealed record SetMessageRequestModeRequestBody
{
    /// <summary>Members pull from queues of their own.</summary>
    public const string Pull = "PULL";

    /// <summary>Members pop, queues are shared.</summary>
    public const string Pop = "POP";

    /// <summary>Consumer group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary><see cref="Pull"/> or <see cref="Pop"/>.</summary>
    public string Mode { get; set; } = Pull;

    /// <summary>How many members share the queues of one; 0 or less for all.</summary>
    public int PopShareQueueNum { get; set; }

    /// <summary>Topic name.</summary>
    public string Topic { get; set; } = "";
}
