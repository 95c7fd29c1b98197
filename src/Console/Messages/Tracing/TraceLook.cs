using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Messages.Tracing;

/// <summary>What came of looking for what clients noted about a message; the text is the resource <c>Message.Trace.{name}</c>.</summary>
public enum TraceResult
{
    /// <summary>Some clients noted something.</summary>
    Found,

    /// <summary>The trace topic is there, every broker answered, and nobody noted anything.</summary>
    None,

    /// <summary>The message has no unique id, under which clients note messages.</summary>
    NoUniqueId,

    /// <summary>No name server knows the trace topic: nobody traces to it.</summary>
    TopicMissing,

    /// <summary>A server did not answer, and nothing was found elsewhere.</summary>
    NotKnown,
}

/// <summary>What clients noted about a message on one trace topic.</summary>
/// <param name="Topic">The trace topic.</param>
/// <param name="Result">What came of looking.</param>
public sealed record TraceLook(string Topic, TraceResult Result)
{
    /// <summary>The notes, oldest first as they were stored.</summary>
    public IReadOnlyList<TraceRecord> Records { get; init; } = [];

    /// <summary>Brokers that did not answer: what they have is missing.</summary>
    public IReadOnlyList<TargetFailure> Failures { get; init; } = [];

    /// <summary>Whether older notes may be missing, because brokers give so many at most.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Why nothing is known.</summary>
    public AskFailure? Failure { get; init; }

    /// <summary>Asks the brokers of a trace topic about a message.</summary>
    internal static async Task<TraceLook> FindAsync(IClusterConnection connection, LocatedMessage located, string? topic, CancellationToken cancellation)
    {
        var name = topic ?? SystemTopics.Trace;
        if (located.Message.UniqueKey is not { } id)
            return new TraceLook(name, TraceResult.NoUniqueId);
        try
        {
            if (await connection.Admin.Topics.FindRouteAsync(name, cancellation) is null)
                return new TraceLook(name, TraceResult.TopicMissing);
            var trace = await connection.Admin.Messages.FindTraceAsync(new KeyQuery(name, id), cancellation);
            var result = trace.Records.Count > 0 ? TraceResult.Found : trace.Failures.Count > 0 ? TraceResult.NotKnown : TraceResult.None;
            return new TraceLook(name, result) { Records = trace.Records, Failures = trace.Failures, IsLimited = trace.IsLimited };
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            return new TraceLook(name, TraceResult.NotKnown) { Failure = AskFailure.Of(exception) };
        }
    }
}
