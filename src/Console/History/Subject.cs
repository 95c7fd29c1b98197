namespace RocketMQ.ManagementConsole.History;

/// <summary>What a figure is about. The numbers are those in history.db and never change; they are also the order in which room is given.</summary>
public enum SubjectKind
{
    /// <summary>The cluster as a whole.</summary>
    Cluster = 0,

    /// <summary>One broker process.</summary>
    Broker = 1,

    /// <summary>One consumer group.</summary>
    Group = 2,

    /// <summary>One topic.</summary>
    Topic = 3,
}

/// <summary>What a figure is about.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Name">Its name within the cluster: "broker-a/0" for a broker process, empty for the cluster itself.</param>
public readonly record struct Subject(SubjectKind Kind, string Name)
{
    /// <summary>The cluster as a whole.</summary>
    public static Subject Cluster { get; } = new(SubjectKind.Cluster, "");

    /// <summary>One broker process.</summary>
    public static Subject Broker(string name, long id) => new(SubjectKind.Broker, FormattableString.Invariant($"{name}/{id}"));

    /// <summary>One consumer group.</summary>
    public static Subject Group(string name) => new(SubjectKind.Group, name);

    /// <summary>One topic.</summary>
    public static Subject Topic(string name) => new(SubjectKind.Topic, name);
}

/// <summary>One figure at one moment.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Figure">Which.</param>
/// <param name="Value">Its value; figures that are not known are no readings.</param>
public readonly record struct Reading(Subject Subject, Figure Figure, double Value);
