using System.Runtime.CompilerServices;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>
/// Browses a topic newest first: one cursor per queue walks down from the end, and the cursor whose message is newest gives the next one.
/// </summary>
internal sealed class TopicBrowser(AdminCalls calls, BrokerDirectory directory, QueuePulls pulls)
{
    private const int MaxChunk = 32;
    private const int MinChunk = 8;

    public async IAsyncEnumerable<BrowsePage> BrowseAsync(BrowseRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (request.PageSize < 1 || request.MaxScanned < 1)
            throw new ArgumentException($"page size {request.PageSize} and budget {request.MaxScanned} must be at least 1");
        var (cursors, failures) = await OpenAsync(request, cancellation);
        BrowsePage page;
        do
        {
            page = await ReadPageAsync(request, cursors, failures, cancellation);
            yield return page;
        }
        while (cursors.Exists(cursor => cursor is { IsAtEnd: false, Failure: null }));
    }

    private static async Task<BrowsePage> ReadPageAsync(
        BrowseRequest request, List<QueueCursor> cursors, IReadOnlyList<TargetFailure> unopened, CancellationToken cancellation)
    {
        var chunk = Math.Clamp(2 * request.PageSize / Math.Max(1, cursors.Count), MinChunk, MaxChunk);
        var messages = new List<LocatedMessage>();
        var scanned = 0;
        var isSpent = false;
        while (messages.Count < request.PageSize)
        {
            cancellation.ThrowIfCancellationRequested();
            // The newest of all is known only when every queue shows its newest.
            var empty = cursors.Where(cursor => cursor.Top is null && cursor is { IsAtEnd: false, Failure: null }).ToList();
            if (empty.Count > 0)
            {
                isSpent = scanned >= request.MaxScanned;
                if (isSpent)
                    break;
                scanned += (await Task.WhenAll(empty.Select(cursor => cursor.FillAsync(chunk, cancellation)))).Sum();
            }

            var newest = cursors.Where(cursor => cursor.Top is not null).MaxBy(cursor => cursor.Top!.Message.StoreTimestamp);
            if (newest is null)
                break;
            var message = newest.Take();
            if (Fits(request, message))
                messages.Add(message);
        }

        var failures = cursors.Where(cursor => cursor.Failure is not null).Select(cursor => cursor.Failure!);
        var isOver = cursors.TrueForAll(cursor => cursor.IsAtEnd);
        return new BrowsePage(
            messages,
            scanned,
            isSpent,
            isOver ? null : new BrowseContinuation(cursors.ToDictionary(cursor => cursor.Key, cursor => cursor.Position)),
            [.. unopened.Concat(failures).DistinctBy(failure => (failure.Address, failure.Message))]);
    }

    private static bool Fits(BrowseRequest request, LocatedMessage located) =>
        (request.From is not { } from || located.StoredAt >= from)
        && (request.To is not { } to || located.StoredAt <= to)
        && (request.Filter is not { } filter || filter(located.Message));

    private async Task<(List<QueueCursor> Cursors, IReadOnlyList<TargetFailure> Failures)> OpenAsync(BrowseRequest request, CancellationToken cancellation)
    {
        var route = await directory.GetRouteAsync(request.Topic, cancellation);
        var queues = BrokerDirectory.Queues(route, request.Topic, queue => request.Queues?.Contains(queue) != false);
        var opened = await AdminCalls.EachAsync(
            queues.Select(group => group.Key),
            async address => await Task.WhenAll(queues[address].Select(queue => OpenAsync(request, address, queue, cancellation))));
        return ([.. opened.Values.Values.SelectMany(list => list)], opened.Failures);
    }

    private async Task<QueueCursor> OpenAsync(BrowseRequest request, string address, MessageQueue queue, CancellationToken cancellation)
    {
        var min = await calls.FirstAsync(address, queue, cancellation);
        var max = await calls.EndAsync(address, queue, cancellation);
        var low = Math.Max(min, 0);
        var high = max;
        // The broker answers with the nearest message, which may lie on the other side, and among messages of the same millisecond with
        // any of them. One millisecond and one or two offsets further out cover all that; what is too much is dropped by its time.
        if (request.From is { } from && max > low)
            low = Math.Max(low, await calls.SearchAsync(address, queue, from.ToUnixTimeMilliseconds() - 1, cancellation) - 1);
        if (request.To is { } to && max > low)
            high = Math.Min(high, await calls.SearchAsync(address, queue, to.ToUnixTimeMilliseconds() + 1, cancellation) + 2);
        if (request.Continuation?.Offsets.TryGetValue($"{queue.BrokerName}:{queue.QueueId}", out var position) == true)
            high = Math.Min(high, position);
        return new QueueCursor(pulls, address, queue, low, high);
    }
}
