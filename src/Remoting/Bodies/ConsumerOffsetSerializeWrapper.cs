namespace RocketMQ.Remoting.Bodies;

/// <summary>Committed offsets: answer to 43, and <c>consumerOffset.json</c>. docs/protocol.md 2.4.11 and 4.7.</summary>
public sealed class ConsumerOffsetSerializeWrapper
{
    /// <summary>5.x: version of the table.</summary>
    public DataVersion? DataVersion { get; set; }

    /// <summary>Offsets by queue under topic@group.</summary>
    public Dictionary<string, SortedDictionary<int, long>> OffsetTable { get; set; } = [];
}
