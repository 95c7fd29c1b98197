using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>How far a search over all topics is, or where it ended. Immutable; each report replaces the one before.</summary>
public sealed record FindOutcome
{
    /// <summary>What was found so far, newest first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Topics that every broker of theirs has answered about.</summary>
    public int Searched { get; init; }

    /// <summary>Topics there are.</summary>
    public int Topics { get; init; }

    /// <summary>Earliest store time that was looked at; null for all times.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Time since the search began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it ended; null while it runs.</summary>
    public FindEnd? End { get; init; }

    /// <summary>Whether a broker gave as many messages as it does for one question, so that more may exist.</summary>
    public bool MoreExist { get; init; }

    /// <summary>Brokers that did not answer, with their words. Nothing is known of what they hold.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; init; } = new Dictionary<string, string>();

    /// <summary>Why the search could not even begin; null where it did.</summary>
    public AskFailure? Failure { get; init; }

    /// <summary>Whether all there is was looked at, so that what was not found is not there.</summary>
    public bool IsWhole => End is FindEnd.Complete && Failures.Count == 0 && Failure is null && Searched == Topics;
}

/// <summary>Why a search over all topics ended; the text is the resource <c>Find.End.{name}</c>.</summary>
public enum FindEnd
{
    /// <summary>Every topic was looked at.</summary>
    Complete,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>It may not take longer.</summary>
    OutOfTime,

    /// <summary>More was found than anybody can look at.</summary>
    TooMany,
}
