namespace RocketMQ.Remoting.Bodies;

/// <summary>Answer to 303. docs/protocol.md 2.4.8.</summary>
public sealed class QueryConsumeTimeSpanBody
{
    /// <summary>One entry per queue.</summary>
    public List<QueueTimeSpan> ConsumeTimeSpanSet { get; set; } = [];
}
