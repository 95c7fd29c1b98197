using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Which dead letters of a group.</summary>
/// <param name="Group">The group.</param>
/// <param name="From">Earliest store time; null for no limit.</param>
/// <param name="To">Latest store time; null for no limit.</param>
public sealed record LetterQuery(string Group, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Dead letters as a page shows them.</summary>
/// <param name="Letters">Newest first.</param>
/// <param name="Older">Where to go on; null when there are no more.</param>
/// <param name="Failures">Brokers that did not answer; their letters are missing.</param>
public sealed record LetterPage(IReadOnlyList<DeadLetter> Letters, BrowseContinuation? Older, IReadOnlyList<ServerOutcome> Failures);

/// <summary>Reads dead letter topics (11), without a consumer group, so that it leaves nothing behind.</summary>
internal static class LetterReading
{
    /// <summary>Letters on a page.</summary>
    public const int PageSize = 200;

    /// <summary>One page, newest first, as somebody may see it.</summary>
    public static async Task<LetterPage> ReadAsync(
        IClusterConnection connection, LetterQuery query, BrowseContinuation? from, int size, MessageSight sight, CancellationToken cancellation)
    {
        var page = await ReadAsync(connection, query, from, size, cancellation);
        return new LetterPage([.. page.Messages.Select(message => new DeadLetter(sight.See(message)))], page.Older, page.Failures);
    }

    private static async Task<StoredPage> ReadAsync(IClusterConnection connection, LetterQuery query, BrowseContinuation? from, int size, CancellationToken cancellation)
    {
        var topic = SystemTopics.DeadLetterTopicOf(query.Group);
        // The topic comes with the first letter.
        if (await connection.Admin.Topics.FindRouteAsync(topic, cancellation) is null)
            return new StoredPage([], null, []);
        var request = new BrowseRequest(topic)
        {
            From = query.From, To = query.To, PageSize = size, Continuation = from,
        };
        await foreach (var page in connection.Admin.Messages.BrowseAsync(request, cancellation))
        {
            return new StoredPage(
                page.Messages,
                page.Continuation,
                [.. page.Failures.Select(failure => new ServerOutcome(connection.Snapshot.NameOf(failure.Address), FailureText.Of(failure.Reason)))]);
        }

        return new StoredPage([], null, []);
    }

    /// <summary>All letters that fit, newest first, up to a number.</summary>
    /// <returns>The letters, whether there are more, and the brokers that did not answer.</returns>
    public static async Task<(IReadOnlyList<LetterKey> Letters, bool IsCut, IReadOnlyList<ServerOutcome> Failures)> FindAsync(
        IClusterConnection connection, LetterQuery query, int most, CancellationToken cancellation)
    {
        List<LetterKey> found = [];
        BrowseContinuation? older = null;
        do
        {
            var page = await ReadAsync(connection, query, older, PageSize, cancellation);
            found.AddRange(page.Messages.Select(LetterKey.Of));
            if (page.Failures.Count > 0)
                return (found, true, page.Failures);
            older = page.Older;
        }
        while (older is not null && found.Count < most);
        return ([.. found.Take(most)], older is not null || found.Count > most, []);
    }

    private sealed record StoredPage(IReadOnlyList<LocatedMessage> Messages, BrowseContinuation? Older, IReadOnlyList<ServerOutcome> Failures);
}
