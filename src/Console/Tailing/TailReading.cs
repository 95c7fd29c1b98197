using System.Collections.Concurrent;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>Reads what is new in a topic, look by look, and never more of it than the limits allow: of too many messages the newest are read and the others counted.</summary>
/// <remarks>
/// Begins at the end. One look asks each broker once how far all queues are (202), and pulls only from those that have something new. Used by one
/// loop; of one look the queues are read side by side, and each is touched by one task only.
/// </remarks>
internal sealed class TailReading(IClusterConnection connection, string topic)
{
    /// <summary>Messages that one look reads at most.</summary>
    public const int MostMessages = 500;

    /// <summary>Bytes of records after which one look begins no further pull.</summary>
    public const long MostBytes = 2 * 1024 * 1024;

    private const int PullSize = 32;
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<MessageQueue, long> _next = [];
    private readonly HashSet<string> _heardOf = new(StringComparer.Ordinal);

    /// <summary>Reads what has come since the last look; the first look only takes note of where the topic ends.</summary>
    public async Task<TailBatch> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var ends = await connection.Admin.Topics.GetStatisticsAsync(topic, cancellation);
            List<ServerOutcome> failures = [.. ends.Failures.Select(failure => new ServerOutcome(connection.Snapshot.NameOf(failure.Address), FailureText.Of(failure.Reason)))];
            var news = News(ends.Values.Values.SelectMany(table => table.OffsetTable));
            var skipped = news.Sum(queue => Skip(queue));
            return await PullAsync(news, skipped, failures, cancellation);
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            return new TailBatch([], 0, [new ServerOutcome(connection.Name, exception.Message)]);
        }
    }

    // A broker that is heard of for the first time may have been silent until now: its queues begin at their end. A queue that a known broker did
    // not have before is new as a whole, and so is one that ends before the place that was reached: the topic was made anew.
    private List<NewPart> News(IEnumerable<KeyValuePair<MessageQueue, TopicOffset>> queues)
    {
        List<NewPart> news = [];
        foreach (var broker in queues.GroupBy(queue => queue.Key.BrokerName))
        {
            var isKnown = !_heardOf.Add(broker.Key);
            foreach (var (queue, range) in broker)
            {
                var next = _next.GetOrAdd(queue, isKnown ? range.MinOffset : range.MaxOffset);
                if (next > range.MaxOffset || next < range.MinOffset)
                    _next[queue] = next = range.MinOffset;
                if (range.MaxOffset > next)
                    news.Add(new NewPart(queue, next, range.MaxOffset));
            }
        }

        Share(news);
        return news;
    }

    // Queues with little give what they do not need to the others.
    private static void Share(List<NewPart> news)
    {
        news.Sort((one, other) => one.Waiting.CompareTo(other.Waiting));
        var left = MostMessages;
        for (var number = 0; number < news.Count; number++)
        {
            news[number].Allowed = (int)Math.Min(news[number].Waiting, left / (news.Count - number));
            left -= news[number].Allowed;
        }
    }

    private long Skip(NewPart queue)
    {
        var from = queue.End - queue.Allowed;
        _next[queue.Queue] = from;
        return from - queue.From;
    }

    private async Task<TailBatch> PullAsync(List<NewPart> news, long skipped, List<ServerOutcome> failures, CancellationToken cancellation)
    {
        ConcurrentQueue<LocatedMessage> found = [];
        ConcurrentDictionary<string, ServerOutcome> silent = new(StringComparer.Ordinal);
        var bytes = 0L;
        await Parallel.ForEachAsync(news, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (part, stopping) =>
        {
            try
            {
                while (_next[part.Queue] is var at && at < part.End && Interlocked.Read(ref bytes) < MostBytes)
                {
                    var pulled = await connection.Admin.Messages.PullAsync(new PullRequest(part.Queue, at) { Limit = (int)Math.Min(PullSize, part.End - at) }, stopping);
                    foreach (var message in pulled.Messages)
                        found.Enqueue(message);
                    Interlocked.Add(ref bytes, pulled.Messages.Sum(message => (long)message.Message.StoreSize));
                    if (pulled.NextOffset <= at)
                        break;
                    _next[part.Queue] = pulled.NextOffset;
                }
            }
            catch (Exception exception) when (AskFailure.Covers(exception))
            {
                silent.TryAdd(part.Queue.BrokerName, new ServerOutcome(part.Queue.BrokerName, FailureText.Of(exception)));
            }
        });
        return new TailBatch(
            [.. found.OrderBy(message => message.StoredAt).ThenBy(message => message.Message.QueueId).ThenBy(message => message.Message.QueueOffset)],
            skipped,
            [.. failures.Concat(silent.Values).DistinctBy(failure => failure.Server)]);
    }

    private sealed record NewPart(MessageQueue Queue, long From, long End)
    {
        public long Waiting => End - From;

        public int Allowed { get; set; }
    }
}
