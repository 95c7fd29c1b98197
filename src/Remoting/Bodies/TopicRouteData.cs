namespace RocketMQ.Remoting.Bodies;

/// <summary>Where a topic lies: answer to 105. docs/protocol.md 2.3.3.</summary>
public sealed class TopicRouteData
{
    /// <summary>Broker groups.</summary>
    public List<BrokerData> BrokerDatas { get; set; } = [];

    /// <summary>Filter servers by broker address.</summary>
    public Dictionary<string, List<string>> FilterServerTable { get; set; } = [];

    /// <summary>For order topics: brokerName:queues;…</summary>
    public string? OrderTopicConf { get; set; }

    /// <summary>Queues by broker group.</summary>
    public List<QueueData> QueueDatas { get; set; } = [];
}
