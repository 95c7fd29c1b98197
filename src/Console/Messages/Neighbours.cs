using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>What lies before and after a message in its queue.</summary>
/// <param name="Previous">The message before; null when it is not there (any more).</param>
/// <param name="Next">The message after; null when there is none yet.</param>
/// <param name="Window">The queue's bounds; null when they are not known.</param>
/// <param name="IsQueued">Whether the queue has this message at its offset: records of unfinished transactions are in no queue.</param>
/// <param name="Failure">Why nothing is known.</param>
public sealed record Neighbours(LocatedMessage? Previous, LocatedMessage? Next, QueueWindow? Window, bool IsQueued, AskFailure? Failure = null)
{
    /// <summary>Reads the queue around a message.</summary>
    internal static async Task<Neighbours> FindAsync(IClusterConnection connection, LocatedMessage located, CancellationToken cancellation)
    {
        var offset = located.Message.QueueOffset;
        try
        {
            var (messages, window) = await new QueueReading(connection).ReadAsync(located.Queue, offset, 1, cancellation);
            return new Neighbours(At(offset - 1), At(offset + 1), window, At(offset)?.Message.PhysicalOffset == located.Message.PhysicalOffset);

            LocatedMessage? At(long place) => messages.FirstOrDefault(message => message.Message.QueueOffset == place);
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            return new Neighbours(null, null, null, true, AskFailure.Of(exception));
        }
    }
}
