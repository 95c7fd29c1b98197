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
            var (queue, problem) = await new QueueFinder(connection).FindAsync(query, cancellation);
            if (problem is not null)
                return new SearchOutcome { End = SearchEnd.Failed, Problem = problem };
            var (messages, window) = await ReadAsync(queue, query.Offset ?? 0, query.Around, cancellation);
            var maker = new RowMaker(sight, query);
            return new SearchOutcome
            {
                Rows = [.. messages.Select(message => maker.Make(message, message.Message.QueueOffset == window.Wanted))],
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
}
