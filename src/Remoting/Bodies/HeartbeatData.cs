namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of 34: the groups of a client. docs/protocol.md 2.4.5.</summary>
public sealed class HeartbeatData
{
    /// <summary>Client id.</summary>
    public string ClientID { get; set; } = "";

    /// <summary>Consumer groups.</summary>
    public List<ConsumerData> ConsumerDataSet { get; set; } = [];

    /// <summary>5.x: hash of the content.</summary>
    public int? HeartbeatFingerprint { get; set; }

    /// <summary>Producer groups.</summary>
    public List<ProducerData> ProducerDataSet { get; set; } = [];

    /// <summary>5.x: whether subscriptions were left out.</summary>
    public bool? WithoutSub { get; set; }
}
