namespace RocketMQ.Model;

/// <summary>Names one queue of one topic on one broker: the unit that producers choose and consumers are assigned.</summary>
public readonly record struct MessageQueue(string Topic, string BrokerName, int QueueId) : IComparable<MessageQueue>
{
    /// <summary>Orders by topic, broker name and queue id, ordinally, as every allocation strategy of the clients expects.</summary>
    public int CompareTo(MessageQueue other)
    {
        var byTopic = string.CompareOrdinal(Topic, other.Topic);
        if (byTopic != 0) return byTopic;
        var byBroker = string.CompareOrdinal(BrokerName, other.BrokerName);
        return byBroker != 0 ? byBroker : QueueId.CompareTo(other.QueueId);
    }

    public static bool operator <(MessageQueue left, MessageQueue right) => left.CompareTo(right) < 0;

    public static bool operator >(MessageQueue left, MessageQueue right) => left.CompareTo(right) > 0;

    public static bool operator <=(MessageQueue left, MessageQueue right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MessageQueue left, MessageQueue right) => left.CompareTo(right) >= 0;
}
