using RocketMQ.Model;

namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of 42. docs/protocol.md 2.4.5.</summary>
public sealed class UnlockBatchRequestBody
{
    /// <summary>Client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Group name.</summary>
    public string ConsumerGroup { get; set; } = "";

    /// <summary>Queues to unlock.</summary>
    public List<MessageQueue> MqSet { get; set; } = [];

    /// <summary>5.x: whether slaves are left out.</summary>
    public bool? OnlyThisBroker { get; set; }
}
