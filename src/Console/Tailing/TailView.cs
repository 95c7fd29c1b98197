using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>What a page shows of the end of a topic. Immutable.</summary>
public sealed record TailView
{
    /// <summary>Whether the first look is over: what is stored from then on is seen.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<MessageRow> Rows { get; init; } = [];

    /// <summary>Messages that were read and looked at.</summary>
    public long Read { get; init; }

    /// <summary>Those of them that fit.</summary>
    public long Fitting { get; init; }

    /// <summary>Messages that were stored and not looked at, since there were too many.</summary>
    public long Unread { get; init; }

    /// <summary>Messages that fit and were never shown, since too many came at once.</summary>
    public long NotShown { get; init; }

    /// <summary>Messages that were shown and had to go for newer ones.</summary>
    public long Gone { get; init; }

    /// <summary>Messages that passed while it stood still.</summary>
    public long Passed { get; init; }

    /// <summary>Servers that did not answer the last look.</summary>
    public IReadOnlyList<ServerOutcome> Failures { get; init; } = [];
}
