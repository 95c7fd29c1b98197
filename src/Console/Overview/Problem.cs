namespace RocketMQ.ManagementConsole.Overview;

/// <summary>What can be wrong with a cluster, the worst first.</summary>
public enum ProblemKind
{
    /// <summary>No name server answers.</summary>
    NameServers,

    /// <summary>A process of the embedded cluster does not serve.</summary>
    Server,

    /// <summary>A broker does not answer.</summary>
    Broker,

    /// <summary>A broker set has no master: nothing can be sent to it.</summary>
    NoMaster,

    /// <summary>A disk is so full that the broker refuses messages, or soon will.</summary>
    Disk,

    /// <summary>A question was not answered, so that lists are incomplete.</summary>
    Question,

    /// <summary>A group falls behind.</summary>
    Lag,
}

/// <summary>Something that calls for attention.</summary>
/// <param name="Kind">What is wrong; its text is the resource <c>Overview.Problem.{Kind}</c> with the subject to fill in.</param>
/// <param name="Subject">With whom: a broker, a group, an address.</param>
/// <param name="Detail">The server's own words; null when there are none.</param>
public sealed record Problem(ProblemKind Kind, string Subject, string? Detail = null)
{
    /// <summary>Growth of a lag in messages a second, for <see cref="ProblemKind.Lag"/>; share of the disk in use, for <see cref="ProblemKind.Disk"/>.</summary>
    public double? Figure { get; init; }

    /// <summary>Whether messages are refused or lost from sight now, rather than soon.</summary>
    public bool IsSevere { get; init; }
}
