namespace RocketMQ.Remoting.Bodies;

/// <summary>Delivered offsets: answer to 45, and <c>delayOffset.json</c>. docs/protocol.md 2.4.11 and 4.7.</summary>
public sealed class DelayOffsetSerializeWrapper
{
    /// <summary>5.x: version of the table.</summary>
    public DataVersion? DataVersion { get; set; }

    /// <summary>Next queue offsets by delay level.</summary>
    public SortedDictionary<int, long> OffsetTable { get; set; } = [];
}
