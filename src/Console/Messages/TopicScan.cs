using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>
/// One page of a topic, newest first, read until it is full, everything was looked at, or it has read as much as one search may.
/// One instance per run. The messages are looked at one after the other, on whatever thread their broker's answer came.
/// </summary>
internal sealed class TopicScan(IClusterConnection connection, MessageQuery query, TimeProvider clock, MessageSight sight, Action<SearchProgress> report)
{
    /// <summary>Messages after which a page is full.</summary>
    public const int PageSize = 50;

    /// <summary>Messages that one search looks at.</summary>
    public const int MaxScanned = 100_000;

    /// <summary>Bytes of records that one search looks at.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    // So much is looked at again when a stopped search goes on, and so often there is a place to go on from.
    private const int StepSize = 1000;
    private const int ReportEvery = 64;

    private readonly long _started = clock.GetTimestamp();
    private readonly MessageFilter _filter = new(query);
    private readonly RowMaker _maker = new(sight, query);
    private readonly List<MessageRow> _rows = [];
    private int _scanned;
    private long _bytes;
    private long _reached;

    /// <summary>Reads; cancelling ends it with what was found so far.</summary>
    public async Task<SearchOutcome> RunAsync(CancellationToken cancellation)
    {
        // With a continuation comes a range whose end must not move on, or the pages would not fit together.
        var range = query.Range.At(clock.GetUtcNow());
        var outcome = new SearchOutcome();
        var at = query.Older;
        try
        {
            MessageQueue? only = null;
            if (query.Queue is not null)
            {
                var (queue, problem) = await new QueueFinder(connection).FindAsync(query, cancellation);
                if (problem is not null)
                    return new SearchOutcome { End = SearchEnd.Failed, Problem = problem };
                only = queue;
            }

            await foreach (var page in connection.Admin.Messages.BrowseAsync(Request(range, only), cancellation))
            {
                _rows.AddRange(page.Messages.Select(message => _maker.Make(message)));
                at = page.Continuation?.ToString();
                outcome = outcome with { Failures = page.Failures, End = EndAfter(page) };
                if (outcome.End is not SearchEnd.Complete)
                    break;
                report(Progress());
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            outcome = outcome with { End = SearchEnd.Stopped };
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            outcome = outcome with { End = SearchEnd.Failed, Failure = AskFailure.Of(exception) };
        }

        var goesOn = at is not null && outcome.End is not SearchEnd.Complete;
        return outcome with
        {
            Rows = _rows,
            Progress = Progress(),
            Older = goesOn ? query with { Range = range, Older = at } : null,
        };
    }

    private BrowseRequest Request(TimeRange range, MessageQueue? only) => new(query.Topic ?? "")
    {
        From = range.From,
        To = range.To,
        PageSize = PageSize,
        MaxScanned = StepSize,
        Filter = LookAt,
        Queues = only is { } queue ? [queue] : null,
        Continuation = BrowseContinuation.Parse(query.Older) ?? From(only, query.Offset),
    };

    // From an offset downwards is where a page would have ended that showed what is above it.
    private static BrowseContinuation? From(MessageQueue? only, long? wanted) => only is { } queue && wanted is { } offset
        ? new BrowseContinuation(new Dictionary<string, long> { [FormattableString.Invariant($"{queue.BrokerName}:{queue.QueueId}")] = offset == long.MaxValue ? offset : offset + 1 })
        : null;

    private SearchEnd EndAfter(BrowsePage page)
    {
        if (page.Continuation is null)
            return SearchEnd.Complete;
        if (_rows.Count >= PageSize)
            return SearchEnd.PageFull;
        return _scanned >= MaxScanned || _bytes >= MaxBytes ? SearchEnd.BudgetSpent : SearchEnd.Complete;
    }

    private bool LookAt(StoredMessage message)
    {
        _scanned++;
        _bytes += message.StoreSize;
        _reached = message.StoreTimestamp;
        if (_scanned % ReportEvery == 0)
            report(Progress());
        return _filter.Wants(sight.See(new LocatedMessage("", message)));
    }

    private SearchProgress Progress() => new(
        _scanned, _bytes, clock.GetElapsedTime(_started), _scanned == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_reached));
}
