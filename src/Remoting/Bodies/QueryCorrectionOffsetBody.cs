namespace RocketMQ.Remoting.Bodies;

/// <summary>Answer to 308. docs/protocol.md 2.4.10.</summary>
public sealed class QueryCorrectionOffsetBody
{
    /// <summary>Offsets by queue number.</summary>
    public SortedDictionary<int, long> CorrectionOffsets { get; set; } = [];
}
