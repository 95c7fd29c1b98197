namespace RocketMQ.Admin.Messages;

/// <summary>Outcome of a pull.</summary>
public enum PullStatus
{
    /// <summary>There are messages.</summary>
    Found,

    /// <summary>No message at this offset yet.</summary>
    NoNewMessage,

    /// <summary>Messages are there, but none matched; go on from the next offset.</summary>
    NoMatch,

    /// <summary>The offset is outside the queue; go on from the next offset.</summary>
    OffsetIllegal,
}

/// <summary>Answer to a pull. docs/protocol.md 2.4.2.</summary>
/// <param name="Status">Outcome.</param>
/// <param name="Messages">Messages, oldest first.</param>
/// <param name="NextOffset">Where to go on.</param>
/// <param name="MinOffset">First offset of the queue.</param>
/// <param name="MaxOffset">Offset after the last message of the queue.</param>
public sealed record PullResult(PullStatus Status, IReadOnlyList<LocatedMessage> Messages, long NextOffset, long MinOffset, long MaxOffset);
