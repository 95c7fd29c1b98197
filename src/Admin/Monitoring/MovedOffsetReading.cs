using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Admin.Monitoring;

/// <summary>Reads what brokers note on OFFSET_MOVED_EVENT, without a consumer group, so that it leaves nothing behind.</summary>
internal sealed class MovedOffsetReading(ITopicOperations topics, IMessageOperations messages)
{
    /// <summary>Events after the positions, or since a time in queues without one.</summary>
    /// <returns>Events, oldest first; where to go on; who did not answer.</returns>
    public async Task<(IReadOnlyList<MovedOffset> Moved, IReadOnlyDictionary<MessageQueue, long> Positions, IReadOnlyList<TargetFailure> Failures)> ReadAsync(
        IReadOnlyDictionary<MessageQueue, long> positions, DateTimeOffset since, CancellationToken cancellation)
    {
        var next = positions.ToDictionary();
        // The topic comes with the first event where brokers do not make it beforehand.
        if (await topics.FindRouteAsync(SystemTopics.OffsetMovedEvent, cancellation) is null)
            return ([], next, []);
        var moved = new List<MovedOffset>();
        var ranges = await messages.FindRangesAsync(new RangeRequest(SystemTopics.OffsetMovedEvent) { From = since }, cancellation);
        foreach (var range in ranges.Values.SelectMany(broker => broker.Value))
        {
            var goesOn = positions.TryGetValue(range.Queue, out var position);
            var begin = goesOn ? position : range.Begin;
            next[range.Queue] = Math.Max(begin, range.End);
            await foreach (var part in messages.ReadAsync(range with { Begin = begin }, cancellation: cancellation))
                moved.AddRange(part.Messages.Where(located => goesOn || located.StoredAt >= since).Select(Read).OfType<MovedOffset>());
        }

        return ([.. moved.OrderBy(item => item.At)], next, ranges.Failures);
    }

    // Anybody who may send to the topic can put something else there.
    private static MovedOffset? Read(LocatedMessage located)
    {
        try
        {
            var body = FastJson.Parse<OffsetMovedEvent>(located.Message.UnpackBody().Body.Span);
            return body.MessageQueue is { } queue ? new MovedOffset(located.StoredAt, body.ConsumerGroup, queue, body.OffsetRequest, body.OffsetNew) : null;
        }
        catch (FastJsonException)
        {
            return null;
        }
    }
}
