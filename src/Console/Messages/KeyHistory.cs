using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using TargetFailure = RocketMQ.Admin.Targets.TargetFailure;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>
/// Messages with one key, newest first, more than a broker gives for one question: where one gave all it may, the time before its oldest is asked
/// about next. One use.
/// </summary>
internal sealed class KeyHistory(IClusterConnection connection)
{
    /// <summary>Messages that a broker gives for one question.</summary>
    public const int PerQuestion = 64;

    /// <summary>Messages after which a page is full.</summary>
    public const int PageSize = 500;

    // Indexes know seconds only: a question up to a moment is answered with what was stored up to a second later, too.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, LocatedMessage> _found = [];

    /// <summary>Whether a broker has more messages of one second than it gives for one question, so that some can not be had.</summary>
    public bool IsCutInOneSecond { get; private set; }

    /// <summary>The latest store time that is still to be asked about; null when everything was found.</summary>
    public DateTimeOffset? GoOn { get; private set; }

    /// <summary>Brokers that did not answer.</summary>
    public IReadOnlyList<TargetFailure> Failures { get; private set; } = [];

    /// <summary>What was found, newest first, as far as nothing can be missing above the oldest.</summary>
    public IReadOnlyList<LocatedMessage> Messages =>
        [.. Complete().OrderByDescending(message => message.StoredAt).ThenByDescending(message => message.Message.PhysicalOffset)];

    /// <summary>Asks until the page is full or nothing is left.</summary>
    public async Task ReadAsync(KeyQuery query, CancellationToken cancellation)
    {
        GoOn = query.To;
        do
        {
            var found = await connection.Admin.Messages.FindByKeyAsync(query with { To = GoOn, Limit = PerQuestion }, cancellation);
            foreach (var message in found.Messages)
                _found.TryAdd(message.Message.OffsetMessageId, message);
            Failures = [.. Failures.Concat(found.Failures).DistinctBy(failure => failure.Address)];
            GoOn = Next(found, GoOn) is { } next && (query.From is not { } from || next >= from) ? next : null;
        }
        while (GoOn is not null && Complete().Count() < PageSize);
    }

    // Below the oldest message of a broker that gave all it may, messages can be missing: its millisecond is asked about again. Where that
    // leads no further, the second before is.
    private DateTimeOffset? Next(FoundMessages found, DateTimeOffset? asked)
    {
        DateTimeOffset? next = null;
        foreach (var oldest in found.Limited.Values)
        {
            var isStuck = oldest >= asked;
            IsCutInOneSecond |= isStuck;
            var edge = isStuck ? oldest - Resolution : oldest;
            if (edge < (asked ?? DateTimeOffset.MaxValue) && (next is null || edge > next))
                next = edge;
        }

        return next;
    }

    // What lies at the edge or below it comes whole with the next question, or the next page.
    private IEnumerable<LocatedMessage> Complete() => _found.Values.Where(message => GoOn is not { } edge || message.StoredAt > edge);
}
