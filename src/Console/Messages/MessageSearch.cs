using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Runs one search, in the way its mode asks for.</summary>
internal sealed class MessageSearch(IClusterConnection connection, TimeProvider clock, MessageSight sight)
{
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
        var history = new KeyHistory(connection);
        SearchEnd end;
        AskFailure? failure = null;
        try
        {
            await history.ReadAsync(new KeyQuery(query.Topic ?? "", query.Key ?? "") { From = range.From, To = range.To }, cancellation);
            end = history.IsCutInOneSecond ? SearchEnd.BrokerLimit : history.GoOn is null ? SearchEnd.Complete : SearchEnd.PageFull;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            end = SearchEnd.Stopped;
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            (end, failure) = (SearchEnd.Failed, AskFailure.Of(exception));
        }

        return new SearchOutcome
        {
            Rows = Rows(history.Messages, query),
            Failures = history.Failures,
            Failure = failure,
            End = end,
            Older = history.GoOn is { } older ? query with { Range = new TimeRange(null, range.From, older) } : null,
        };
    }

    private IReadOnlyList<MessageRow> Rows(IEnumerable<LocatedMessage> messages, MessageQuery query)
    {
        var maker = new RowMaker(sight, query);
        return [.. messages.Select(message => maker.Make(message))];
    }

    private async Task<SearchOutcome> ByIdAsync(MessageQuery query, CancellationToken cancellation)
    {
        try
        {
            var found = await new MessageLookup(connection).FindAsync(query.Id ?? "", query.Topic, cancellation);
            return new SearchOutcome
            {
                Rows = Rows(found.Messages, query),
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
