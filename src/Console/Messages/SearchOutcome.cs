using RocketMQ.Model;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>What came of a search.</summary>
public sealed record SearchOutcome
{
    /// <summary>Messages that were found, in the order to show them.</summary>
    public IReadOnlyList<MessageRow> Rows { get; init; } = [];

    /// <summary>Why it ended.</summary>
    public SearchEnd End { get; init; }

    /// <summary>Brokers that gave no answer: their messages are missing.</summary>
    public IReadOnlyList<TargetFailure> Failures { get; init; } = [];

    /// <summary>Why the whole search failed; null when it did not.</summary>
    public AskFailure? Failure { get; init; }

    /// <summary>What turned out to be wrong with the question once the cluster was asked.</summary>
    public QueryProblem? Problem { get; init; }

    /// <summary>How much was read; null where a search reads no more than it shows.</summary>
    public SearchProgress? Progress { get; init; }

    /// <summary>The search that goes on where this one ended; null when there is nothing more.</summary>
    public MessageQuery? Older { get; init; }

    /// <summary>Where an id was looked for.</summary>
    public IReadOnlyList<LookupStep> Tried { get; init; } = [];

    /// <summary>The queue that was looked into.</summary>
    public QueueWindow? Window { get; init; }
}

/// <summary>Why a search ended; the text is the resource <c>Messages.End.{name}</c>.</summary>
public enum SearchEnd
{
    /// <summary>Everything was looked at.</summary>
    Complete,

    /// <summary>The page is full.</summary>
    PageFull,

    /// <summary>As many messages were looked at as one search may.</summary>
    BudgetSpent,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>A broker gave as many messages as it does for one question.</summary>
    BrokerLimit,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>How far a search came.</summary>
/// <param name="Scanned">Messages looked at.</param>
/// <param name="Bytes">Bytes of their records.</param>
/// <param name="Elapsed">Time since it began.</param>
/// <param name="Reached">Store time of the message looked at last.</param>
public sealed record SearchProgress(int Scanned, long Bytes, TimeSpan Elapsed, DateTimeOffset? Reached);

/// <summary>A queue and the part of it that was read.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Wanted">Offset that was asked for.</param>
/// <param name="First">Offset of the first message that is still there.</param>
/// <param name="End">Offset that the next message will get.</param>
/// <param name="Around">Neighbours on each side.</param>
public sealed record QueueWindow(MessageQueue Queue, long Wanted, long First, long End, int Around);
