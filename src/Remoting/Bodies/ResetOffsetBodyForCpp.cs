namespace RocketMQ.Remoting.Bodies;

/// <summary>Body of 220 for C++ clients, which can not read objects as keys. docs/protocol.md 2.5.</summary>
public sealed class ResetOffsetBodyForCpp
{
    /// <summary>Offsets to go on from.</summary>
    public List<MessageQueueOffset> OffsetTable { get; set; } = [];
}
