using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Runs one search, in the way its mode asks for.</summary>
internal sealed class MessageSearch(IClusterConnection connection, TimeProvider clock, MessageSight sight)
{
    /// <summary>Messages that a broker gives for one question by key.</summary>
    public const int KeyLimit = 64;

    /// <summary>Runs a complete search. Never fails: what went wrong is part of the outcome.</summary>
    /// <param name="query">The search.</param>
    /// <param name="report">Called while messages are looked at, from any thread.</param>
    /// <param name="cancellation">Ends it with what was found so far.</param>
    public Task<SearchOutcome> RunAsync(MessageQuery query, Action<SearchProgress> report, CancellationToken cancellation) => query.Mode switch
    {
        SearchMode.Key => ByKeyAsync(query, cancellation),
        SearchMode.Id => ByIdAsync(query, cancellation),
        SearchMode.Offset => new QueueReading(connection).RunAsync(query, sight, cancellation),
        _ => new TopicScan(connection, query, clock, sight, report).RunAsync(cancellation),
    };

    private async Task<SearchOutcome> ByKeyAsync(MessageQuery query, CancellationToken cancellation)
    {
        var range = query.Range.At(clock.GetUtcNow());
        try
        {
            var request = new KeyQuery(query.Topic ?? "", query.Key ?? "") { From = range.From, To = range.To, Limit = KeyLimit };
            var found = await connection.Admin.Messages.FindByKeyAsync(request, cancellation);
            var older = OlderThan(found.Messages);
            return new SearchOutcome
            {
                Rows = [.. found.Messages.Select(message => new MessageRow(sight.See(message)))],
                Failures = found.Failures,
                End = older is null ? SearchEnd.Complete : SearchEnd.BrokerLimit,
                Older = older is null ? null : query with { Range = new TimeRange(null, range.From, older) },
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

    // Each broker gives its newest; below the oldest of one that gave all it may, messages can be missing. That millisecond is asked
    // again, since it may hold more than one message.
    private static DateTimeOffset? OlderThan(IReadOnlyList<LocatedMessage> messages) => messages
        .GroupBy(message => message.BrokerName)
        .Where(broker => broker.Count() >= KeyLimit)
        .Select(broker => (DateTimeOffset?)broker.Min(message => message.StoredAt))
        .Max();

    private async Task<SearchOutcome> ByIdAsync(MessageQuery query, CancellationToken cancellation)
    {
        try
        {
            var found = await new MessageLookup(connection).FindAsync(query.Id ?? "", query.Topic, cancellation);
            return new SearchOutcome
            {
                Rows = [.. found.Messages.Select(message => new MessageRow(sight.See(message)))],
                Tried = found.Tried,
                Failure = found.Failure,
                End = found.Failure is null ? SearchEnd.Complete : SearchEnd.Failed,
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new SearchOutcome { End = SearchEnd.Stopped };
        }
    }
}
