using RocketMQ.Admin.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Tracing;

/// <summary>Puts together what brokers and clients know of the way of one message.</summary>
internal static class Timeline
{
    /// <summary>All steps in order of time; those whose time nobody noted come last.</summary>
    /// <param name="located">The message.</param>
    /// <param name="trace">What clients noted; null while that is asked.</param>
    /// <param name="copies">Copies for retries and dead letters; null while that is asked.</param>
    public static IReadOnlyList<TimelineStep> Of(LocatedMessage located, TraceLook? trace, MessageCopies? copies) =>
    [
        .. Own(located)
            .Concat(trace is null ? [] : Traced(trace.Records))
            .Concat(copies?.Messages.Select(Copy) ?? [])
            .OrderBy(step => step.At ?? DateTimeOffset.MaxValue)
            .ThenBy(step => step.Kind),
    ];

    private static IEnumerable<TimelineStep> Own(LocatedMessage located) =>
    [
        new TimelineStep(StepKind.Born, located.BornAt) { Where = located.Message.BornHost.ToString() },
        new TimelineStep(StepKind.Stored, located.StoredAt) { Where = located.BrokerName, Took = located.StoredAt - located.BornAt },
    ];

    private static IEnumerable<TimelineStep> Traced(IReadOnlyList<TraceRecord> records) => records
        .Where(record => record.Kind is TraceKind.Pub or TraceKind.EndTransaction or TraceKind.Recall)
        .Select(Note)
        .Concat(records
            .Where(record => record.Kind is TraceKind.SubBefore or TraceKind.SubAfter)
            .GroupBy(record => record.RequestId)
            .Select(one => Consumption(one.FirstOrDefault(record => record.Kind is TraceKind.SubBefore), one.FirstOrDefault(record => record.Kind is TraceKind.SubAfter))));

    private static TimelineStep Note(TraceRecord record) => new(
        record.Kind switch
        {
            TraceKind.Pub => StepKind.Sent,
            TraceKind.EndTransaction => StepKind.Decided,
            _ => StepKind.Recalled,
        },
        record.At)
    {
        Group = record.Group, Where = record.ClientHost, Took = Milliseconds(record), IsSuccess = record.IsSuccess, Decision = record.TransactionState,
    };

    // The end alone still says when the consumption began.
    private static TimelineStep Consumption(TraceRecord? begin, TraceRecord? end) => new(StepKind.Consumed, begin?.At ?? end?.At - (Milliseconds(end) ?? TimeSpan.Zero))
    {
        Group = begin?.Group ?? end?.Group,
        Where = (begin ?? end)?.ClientHost,
        Took = Milliseconds(end),
        IsSuccess = end?.IsSuccess,
        End = end?.End,
        Tries = begin?.RetryTimes,
    };

    private static TimelineStep Copy(LocatedMessage copy)
    {
        var topic = copy.Message.Topic;
        var isDead = SystemTopics.IsDeadLetter(topic);
        return new TimelineStep(isDead ? StepKind.DeadLettered : StepKind.Retried, copy.StoredAt)
        {
            Group = topic[(isDead ? SystemTopics.DeadLetterPrefix : SystemTopics.RetryPrefix).Length..],
            Where = copy.BrokerName,
            Tries = copy.Message.ReconsumeTimes,
        };
    }

    private static TimeSpan? Milliseconds(TraceRecord? record) => record?.CostMilliseconds is { } cost ? TimeSpan.FromMilliseconds(cost) : null;
}
