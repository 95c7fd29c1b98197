using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>A stored message and where it came from.</summary>
/// <param name="BrokerName">Its broker group; the message itself only knows an address.</param>
/// <param name="Message">The message.</param>
public sealed record LocatedMessage(string BrokerName, StoredMessage Message)
{
    /// <summary>The queue it lies in.</summary>
    public MessageQueue Queue => new(Message.Topic, BrokerName, Message.QueueId);

    /// <summary>When the broker stored it.</summary>
    public DateTimeOffset StoredAt => DateTimeOffset.FromUnixTimeMilliseconds(Message.StoreTimestamp);

    /// <summary>When the producer made it, by the producer's clock.</summary>
    public DateTimeOffset BornAt => DateTimeOffset.FromUnixTimeMilliseconds(Message.BornTimestamp);
}
