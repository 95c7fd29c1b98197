using System.Collections.Concurrent;
using RocketMQ.Admin.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin.Monitoring;

/// <summary>Store times of the last messages of queues (202), asked once for each topic in a round.</summary>
/// <remarks>Thread-safe; many groups consume the same topic and wait for the same answer.</remarks>
internal sealed class QueueEnds(ITopicOperations topics)
{
    private readonly ConcurrentDictionary<string, Task<IReadOnlyDictionary<MessageQueue, long>>> _topics = new(StringComparer.Ordinal);

    /// <summary>The store time in milliseconds since 1970; null when the broker did not tell.</summary>
    public async Task<long?> FindAsync(MessageQueue queue, CancellationToken cancellation)
    {
        var ends = await _topics.GetOrAdd(queue.Topic, topic => AskAsync(topic, cancellation));
        return ends.TryGetValue(queue, out var end) && end > 0 ? end : null;
    }

    private async Task<IReadOnlyDictionary<MessageQueue, long>> AskAsync(string topic, CancellationToken cancellation)
    {
        try
        {
            var answers = await topics.GetStatisticsAsync(topic, cancellation);
            return answers.Values.SelectMany(broker => broker.Value.OffsetTable).ToDictionary(pair => pair.Key, pair => pair.Value.LastUpdateTimestamp);
        }
        catch (Exception unknown) when (unknown is AdminException or RemotingException)
        {
            // A delay that is not known is told as such; the brokers that are silent are among the failures of the progress.
            return new Dictionary<MessageQueue, long>();
        }
    }
}
