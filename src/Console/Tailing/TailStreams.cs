using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>Ends of topics as programs get them: look by look what fits, as their user may see it. What a slow one does not get to is left out and counted.</summary>
internal sealed class TailStreams(Tails tails, MessageSights sights)
{
    /// <summary>Messages of one look that are passed on.</summary>
    public const int MostMessages = 50;

    private const int MostWaiting = 4;

    /// <summary>The looks that brought something, after a first one that says from when on messages are seen.</summary>
    /// <param name="person">Who looks.</param>
    /// <param name="connection">The cluster.</param>
    /// <param name="query">The topic, and what is wanted of it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<TailPart> ReadAsync(
        ClaimsPrincipal? person, IClusterConnection connection, MessageQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sight = sights.Of(person, connection.Name);
        var filter = new MessageFilter(query);
        var unseen = 0L;
        var looks = Channel.CreateBounded<TailBatch>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            lost => Interlocked.Add(ref unseen, lost.Messages.Count + lost.Skipped));
        using var watching = tails.Watch(connection, query.Topic ?? "", batch => looks.Writer.TryWrite(batch));
        var isFirst = true;
        await foreach (var batch in looks.Reader.ReadAllAsync(cancellation))
        {
            var fitting = batch.Messages.Select(sight.See).Where(filter.Wants).ToList();
            var part = new TailPart(
                [.. fitting.TakeLast(MostMessages)],
                batch.Messages.Count,
                fitting.Count - Math.Min(fitting.Count, MostMessages),
                batch.Skipped + Interlocked.Exchange(ref unseen, 0),
                batch.Failures);
            if (isFirst || part.Read > 0 || part.Unread > 0 || part.Failures.Count > 0)
                yield return part;
            isFirst = false;
        }
    }
}
