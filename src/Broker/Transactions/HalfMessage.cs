using System.Globalization;
using System.Text;
using RocketMQ.Model;

namespace RocketMQ.Broker.Transactions;

/// <summary>The first half of a transaction as the half topic keeps it, decoded far enough to end it or to ask about it (docs/protocol.md 4.2.9).</summary>
internal sealed class HalfMessage
{
    private readonly Dictionary<string, string> _properties;

    private HalfMessage(Dictionary<string, string> properties, string group, string realTopic, int realQueue) =>
        (_properties, Group, RealTopic, RealQueue) = (properties, group, realTopic, realQueue);

    /// <summary>The producers that know what becomes of it.</summary>
    public string Group { get; }

    public string RealTopic { get; }

    public int RealQueue { get; }

    public string? UniqueKey => _properties.GetValueOrDefault(PropertyNames.UniqueKey);

    /// <summary>How often its producers were asked.</summary>
    public int CheckTimes =>
        int.TryParse(_properties.GetValueOrDefault(PropertyNames.TransactionCheckTimes), CultureInfo.InvariantCulture, out var times) ? times : 0;

    /// <summary>Milliseconds in which its producers are not to be asked, where the message says so.</summary>
    public long? Immunity(long usual)
    {
        if (!_properties.TryGetValue(PropertyNames.CheckImmunityTimeInSeconds, out var text))
            return null;
        return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < int.MaxValue ? seconds * 1000 : usual;
    }

    /// <summary>The half it was copied from while it was not to be asked about.</summary>
    public long? PreparedFrom =>
        long.TryParse(_properties.GetValueOrDefault(PropertyNames.TransactionPreparedQueueOffset), CultureInfo.InvariantCulture, out var offset) ? offset : null;

    /// <summary>Reads a record; null where it is no half message.</summary>
    public static HalfMessage? Read(RecordView record)
    {
        if (!record.Topic.SequenceEqual("RMQ_SYS_TRANS_HALF_TOPIC"u8))
            return null;
        var properties = MessageProperties.Parse(record.Properties);
        return properties.TryGetValue(PropertyNames.ProducerGroup, out var group)
            && properties.TryGetValue(PropertyNames.RealTopic, out var topic)
            && int.TryParse(properties.GetValueOrDefault(PropertyNames.RealQueueId), CultureInfo.InvariantCulture, out var queue)
            ? new HalfMessage(properties, group, topic, queue)
            : null;
    }

    /// <summary>The property text with one pair set.</summary>
    public byte[] With(string name, string value)
    {
        _properties[name] = value;
        return Encoding.UTF8.GetBytes(MessageProperties.Format(_properties));
    }
}
