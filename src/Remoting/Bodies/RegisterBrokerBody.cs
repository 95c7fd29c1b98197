namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of 103 in its JSON form. docs/protocol.md 2.3.1; <see cref="RegisterBrokerCodec"/> reads and writes both forms.</summary>
public sealed class RegisterBrokerBody
{
    /// <summary>Addresses of filter servers.</summary>
    public List<string> FilterServerList { get; set; } = [];

    /// <summary>Topics of the broker.</summary>
    public TopicConfigSerializeWrapper TopicConfigSerializeWrapper { get; set; } = new();
}
