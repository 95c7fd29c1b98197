using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Messages.Tracing;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>The way of one message, with what clients noted about it.</summary>
internal static class TraceEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapTraces(this RouteGroupBuilder api) =>
        api.MapGet("/clusters/{cluster}/messages/{id}/timeline", GetAsync).RequireAuthorization(Policies.View).WithName("getTimeline").WithTags("Messages")
            .WithSummary("What happened to a message, oldest first, with what clients noted on the trace topic (traceTopic, else RMQ_SYS_TRACE_TOPIC). A unique id needs topic.")
            .Produces<TimelineAnswer>().Refuses(400, 401, 404, 502, 503);

    private static async Task<IResult> GetAsync(ApiCluster target, string id, string? topic, string? traceTopic, CancellationToken cancellation)
    {
        var located = await target.MessageAsync(id, topic, cancellation);
        var way = await MessageWay.FindAsync(target.Connection, located, TopicOf(traceTopic), cancellation);
        var answer = TimelineAnswer.Of(way);
        return way.Missing is { Count: > 0 } missing ? Problems.Partial(missing, answer) : Results.Ok(answer);
    }

    /// <summary>The trace topic of a request; null for the usual one.</summary>
    public static string? TopicOf(string? parameter) => string.IsNullOrWhiteSpace(parameter) ? null : parameter.Trim();

    /// <summary>The way of a message.</summary>
    /// <param name="Trace">What came of looking for notes of clients: found, none, noUniqueId, topicMissing or notKnown.</param>
    /// <param name="TraceTopic">Where they were looked for.</param>
    /// <param name="IsTraceLimited">Whether older notes may be missing, because a broker gave as many as it gives at most.</param>
    /// <param name="Steps">Oldest first; those whose time nobody noted come last.</param>
    internal sealed record TimelineAnswer(TraceResult Trace, string TraceTopic, bool IsTraceLimited, IReadOnlyList<StepAnswer> Steps)
    {
        /// <summary>The answer about a message.</summary>
        public static TimelineAnswer Of(MessageWay way) => new(way.Trace.Result, way.Trace.Topic, way.Trace.IsLimited, [.. way.Steps.Select(StepAnswer.Of)]);
    }

    /// <summary>One thing that happened to a message. What is not known is null.</summary>
    /// <param name="Kind">What.</param>
    /// <param name="At">When it began.</param>
    /// <param name="Group">Producer or consumer group.</param>
    /// <param name="Where">Address of the client, or name of the broker set.</param>
    /// <param name="Milliseconds">How long it took.</param>
    /// <param name="IsSuccess">Whether it succeeded.</param>
    /// <param name="End">How a consumption ended.</param>
    /// <param name="Tries">How often the message was tried before.</param>
    /// <param name="Decision">What a transaction came to.</param>
    internal sealed record StepAnswer(
        StepKind Kind, DateTimeOffset? At, string? Group, string? Where, long? Milliseconds, bool? IsSuccess, TraceEnd? End, int? Tries, string? Decision)
    {
        /// <summary>The answer about a step.</summary>
        public static StepAnswer Of(TimelineStep step) => new(
            step.Kind, step.At, step.Group, step.Where, (long?)step.Took?.TotalMilliseconds, step.IsSuccess, step.End, step.Tries, step.Decision);
    }
}
