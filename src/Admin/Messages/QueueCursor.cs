using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin.Messages;

/// <summary>Walks one queue from a high offset down to a low one, a chunk at a time.</summary>
/// <remarks>Used by one page at a time. Messages that were read but not taken stay in the buffer and are counted as still to come.</remarks>
internal sealed class QueueCursor(QueuePulls pulls, string address, MessageQueue queue, long low, long high)
{
    private readonly Stack<LocatedMessage> _buffer = new();
    private long _next = Math.Max(low, high);

    public string Key => $"{queue.BrokerName}:{queue.QueueId}";

    /// <summary>Why the queue could not be read; it is passed over for the rest of the browse.</summary>
    public TargetFailure? Failure { get; private set; }

    /// <summary>Messages from this offset on have been taken.</summary>
    public long Position => _buffer.TryPeek(out var top) ? top.Message.QueueOffset + 1 : _next;

    /// <summary>Whether nothing is left to take, or to read.</summary>
    public bool IsAtEnd => _buffer.Count == 0 && _next <= low;

    public LocatedMessage? Top => _buffer.TryPeek(out var top) ? top : null;

    public LocatedMessage Take() => _buffer.Pop();

    /// <summary>Reads until there is a message to take, the queue is at its end or failed; returns how many were read.</summary>
    public async Task<int> FillAsync(int chunk, CancellationToken cancellation)
    {
        var read = 0;
        try
        {
            while (_buffer.Count == 0 && _next > low)
                read += await ReadChunkAsync(chunk, cancellation);
        }
        catch (Exception failure) when (failure is AdminException or RemotingException)
        {
            Failure = new TargetFailure(address, failure);
        }

        return read;
    }

    private async Task<int> ReadChunkAsync(int chunk, CancellationToken cancellation)
    {
        var start = Math.Max(low, _next - chunk);
        var messages = new List<LocatedMessage>();
        var read = 0;
        // A broker may answer with fewer than asked for, so one chunk can take several pulls.
        for (var offset = start; offset < _next;)
        {
            var result = await pulls.PullAsync(address, new PullRequest(queue, offset) { Limit = (int)(_next - offset) }, cancellation);
            read += result.Messages.Count;
            messages.AddRange(result.Messages.Where(located => located.Message.QueueOffset < _next));
            if (result.NextOffset <= offset)
                break;
            offset = result.NextOffset;
        }

        foreach (var message in messages)
            _buffer.Push(message);
        _next = start;
        return read;
    }
}
