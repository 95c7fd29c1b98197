namespace RocketMQ.Remoting.Bodies;

/// <summary>Settings of a topic on one broker. docs/protocol.md 2.1.</summary>
public sealed record TopicConfig
{
    /// <summary>5.x: attributes by name.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>Whether it is an order topic.</summary>
    public bool Order { get; set; }

    /// <summary>Permission bits: 8 priority, 4 read, 2 write, 1 inherit.</summary>
    public int Perm { get; set; } = 6;

    /// <summary>Queues to read from.</summary>
    public int ReadQueueNums { get; set; } = 16;

    /// <summary>Whether messages have one tag or several.</summary>
    public TopicFilterType TopicFilterType { get; set; }

    /// <summary>Topic name.</summary>
    public string TopicName { get; set; } = "";

    /// <summary>1 unit, 2 unit subscription.</summary>
    public int TopicSysFlag { get; set; }

    /// <summary>Queues to write to.</summary>
    public int WriteQueueNums { get; set; } = 16;
}
