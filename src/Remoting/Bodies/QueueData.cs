using System.Text.Json.Serialization;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Queues of a topic on one broker group. docs/protocol.md 2.1.</summary>
public sealed record QueueData
{
    /// <summary>Name of the broker group.</summary>
    public string BrokerName { get; set; } = "";

    /// <summary>Permission bits: 4 read, 2 write, 1 inherit.</summary>
    public int Perm { get; set; }

    /// <summary>Queues to read from.</summary>
    public int ReadQueueNums { get; set; }

    /// <summary>1 unit, 2 unit subscription.</summary>
    public int TopicSysFlag { get; set; }

    /// <summary>Queues to write to.</summary>
    public int WriteQueueNums { get; set; }

    /// <summary>How very old senders spell <see cref="TopicSysFlag"/>; read, never written.</summary>
    [JsonInclude]
    internal int? TopicSynFlag
    {
        get => null;
        set => TopicSysFlag = value ?? TopicSysFlag;
    }
}
