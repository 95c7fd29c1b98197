namespace RocketMQ.Remoting.Bodies;

/// <summary>A producer group as one of its clients tells it.</summary>
public sealed record ProducerData
{
    /// <summary>Group name.</summary>
    public string GroupName { get; set; } = "";
}
