using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Reads a place of a queue and what lies around it, each message at its own offset.</summary>
internal sealed class QueueReading(IClusterConnection connection)
{
    private const int MaxPerPull = 32;

    /// <summary>Finds the queue of a search and reads around its offset.</summary>
    public async Task<SearchOutcome> RunAsync(MessageQuery query, MessageSight sight, CancellationToken cancellation)
    {
        try
        {
            var (queue, problem) = await FindQueueAsync(query, cancellation);
            if (problem is not null)
                return new SearchOutcome { End = SearchEnd.Failed, Problem = problem };
            var (messages, window) = await ReadAsync(queue, query.Offset ?? 0, query.Around, cancellation);
            return new SearchOutcome
            {
                Rows = [.. messages.Select(message => new MessageRow(sight.See(message), message.Message.QueueOffset == window.Wanted))],
                Window = window,
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new SearchOutcome { End = SearchEnd.Stopped };
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            return new SearchOutcome { End = SearchEnd.Failed, Failure = AskFailure.Of(exception) };
        }
    }

    /// <summary>Reads the messages around an offset, oldest first.</summary>
    public async Task<(IReadOnlyList<LocatedMessage> Messages, QueueWindow Window)> ReadAsync(
        MessageQueue queue, long offset, int around, CancellationToken cancellation)
    {
        var messages = new List<LocatedMessage>();
        var next = Math.Max(0, offset - around);
        var end = offset > long.MaxValue - around - 1 ? long.MaxValue : offset + around + 1;
        PullResult answer;
        do
        {
            var limit = (int)Math.Min(MaxPerPull, end - next);
            answer = await connection.Admin.Messages.PullAsync(new PullRequest(queue, next) { Limit = limit }, cancellation);
            messages.AddRange(answer.Messages.Where(message => message.Message.QueueOffset < end));
            if (answer.NextOffset <= next)
                break;
            next = answer.NextOffset;
        }
        while (next < end && next < answer.MaxOffset);
        return (messages, new QueueWindow(queue, offset, answer.MinOffset, answer.MaxOffset, around));
    }

    private async Task<(MessageQueue Queue, QueryProblem? Problem)> FindQueueAsync(MessageQuery query, CancellationToken cancellation)
    {
        var topic = query.Topic ?? "";
        var id = query.Queue ?? 0;
        if (await connection.Admin.Topics.FindRouteAsync(topic, cancellation) is not { } route)
            return (default, new QueryProblem(QueryProblemKind.NoSuchTopic, topic));
        var brokers = route.QueueDatas.ToDictionary(data => data.BrokerName, data => Math.Max(data.ReadQueueNums, data.WriteQueueNums));
        var names = string.Join(", ", brokers.Keys.Order(StringComparer.Ordinal));
        if (query.Broker is null && brokers.Count != 1)
            return (default, new QueryProblem(QueryProblemKind.WhichBroker, topic, names));
        var broker = query.Broker ?? brokers.Keys.First();
        if (!brokers.TryGetValue(broker, out var queues))
            return (default, new QueryProblem(QueryProblemKind.NoSuchBroker, broker, names));
        return id < queues
            ? (new MessageQueue(topic, broker, id), null)
            : (default, new QueryProblem(QueryProblemKind.NoSuchQueue, FormattableString.Invariant($"{broker}:{id}"), FormattableString.Invariant($"0–{queues - 1}")));
    }
}
