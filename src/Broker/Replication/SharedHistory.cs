using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>
/// Asks the master for the newest message a slave has, before the slave takes bytes behind it. The replication protocol itself compares
/// positions only: after a master lost its newest messages and took others, it would go on behind messages that it never had.
/// </summary>
internal sealed class SharedHistory(IMessageStore store, MasterAddress master, RemotingClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Compares.</summary>
    /// <returns>Why it could not be compared; null when it was, or there is nothing to compare.</returns>
    /// <exception cref="ReplicationException">The two logs differ; the message says what to do.</exception>
    public async Task<string?> CheckAsync(CancellationToken stopping)
    {
        if (Newest() is not { } position)
            return null;
        if (master.Address is not { } address)
            return "no name server has told the master's address for requests";
        RemotingCommand answer;
        try
        {
            var request = RemotingCommand.Request(RequestCode.ViewMessageById, new ViewMessageRequestHeader { Offset = position });
            answer = await client.InvokeAsync(address, request, Patience, stopping);
        }
        catch (RemotingException unreachable)
        {
            return unreachable.Message;
        }

        if (answer.ResponseCode == ResponseCode.Success)
            return Matches(position, answer.Body.Span) ? null : throw Differ(position);
        // The original's words for a position where no message begins (docs/protocol.md 2.4.3).
        if (answer.Remark?.StartsWith("can not find message by the offset", StringComparison.Ordinal) == true)
            throw Differ(position);
        return $"the master answered {answer.Code} {answer.Remark}";
    }

    private long? Newest()
    {
        long? newest = null;
        foreach (var queue in store.Queues())
        {
            var position = store.GetPhysicalOffset(queue.Topic, queue.QueueId, queue.MaxOffset - 1);
            if (position >= 0 && (newest is null || position > newest))
                newest = position;
        }

        return newest;
    }

    private bool Matches(long position, ReadOnlySpan<byte> theirs)
    {
        using var ours = store.ReadRecord(position);
        // Deleted since it was looked up: nothing to compare.
        return ours is null || ours.Span.SequenceEqual(theirs);
    }

    private static ReplicationException Differ(long position) => new(
        $"the message at log position {position} is not the one that the master has there: the two logs have gone different ways. "
        + "Keep a copy of this slave's store folder if its messages matter, then empty the folder and start the slave again");
}
