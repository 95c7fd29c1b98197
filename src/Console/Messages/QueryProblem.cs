namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Why a search cannot be run.</summary>
/// <param name="Kind">What is wrong; the text is the resource <c>Messages.Problem.{Kind}</c>.</param>
/// <param name="Value">The value in question.</param>
/// <param name="Allowed">What would do, where that depends on the cluster.</param>
public sealed record QueryProblem(QueryProblemKind Kind, string Value, string? Allowed = null);

/// <summary>What is wrong with a search.</summary>
public enum QueryProblemKind
{
    /// <summary>The queue is no whole number from 0.</summary>
    Queue,

    /// <summary>The offset is no whole number from 0.</summary>
    Offset,

    /// <summary>The number of neighbours is out of bounds.</summary>
    Around,

    /// <summary>There is no such quick range.</summary>
    Range,

    /// <summary>A moment is not readable.</summary>
    Moment,

    /// <summary>The end lies before the beginning.</summary>
    Reversed,

    /// <summary>A key holds a space, which separates keys.</summary>
    Key,

    /// <summary>The place to go on from is not readable.</summary>
    Older,

    /// <summary>A condition is not readable.</summary>
    Where,

    /// <summary>A column is no path.</summary>
    Columns,

    /// <summary>A broker or an offset to begin at was named without the queue.</summary>
    OneQueue,

    /// <summary>The topic lies on several brokers and none was named.</summary>
    WhichBroker,

    /// <summary>The topic is not on that broker.</summary>
    NoSuchBroker,

    /// <summary>The topic has fewer queues.</summary>
    NoSuchQueue,

    /// <summary>No name server knows the topic.</summary>
    NoSuchTopic,
}
