using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>What to read from a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">First offset.</param>
public sealed record PullRequest(MessageQueue Queue, long Offset)
{
    /// <summary>At most so many messages; brokers have a limit of their own, 32 by default.</summary>
    public int Limit { get; init; } = 32;

    /// <summary>Tag expression: "*", or tags with "||" between them. Brokers compare hashes, so other tags may come along.</summary>
    public string Expression { get; init; } = "*";

    /// <summary>In whose name; this group exists on every broker.</summary>
    public string Group { get; init; } = "TOOLS_CONSUMER";

    /// <summary>How long the broker may hold the request until a message comes; null to answer at once.</summary>
    public TimeSpan? Wait { get; init; }
}
