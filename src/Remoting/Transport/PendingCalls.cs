using System.Collections.Concurrent;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>Requests of ours that wait for their response, by opaque. Thread-safe; a call is completed exactly once.</summary>
internal sealed class PendingCalls(string address, int limit)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<RemotingCommand>> _calls = new();
    private int _lastOpaque;
    private int _count;
    private string? _closedBecause;

    public int NextOpaque() => Interlocked.Increment(ref _lastOpaque);

    public Task<RemotingCommand> Add(int opaque)
    {
        if (Interlocked.Increment(ref _count) > limit)
        {
            Interlocked.Decrement(ref _count);
            throw new RemotingTooManyRequestsException(address, limit);
        }

        var call = new TaskCompletionSource<RemotingCommand>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[opaque] = call;
        // Closing looks at the table after setting the reason, adding looks at the reason after the table: one of them sees the other.
        if (Volatile.Read(ref _closedBecause) is { } reason)
            call.TrySetException(new RemotingClosedException(address, reason));
        return call.Task;
    }

    public void Remove(int opaque)
    {
        if (_calls.TryRemove(opaque, out _))
            Interlocked.Decrement(ref _count);
    }

    /// <summary>False when nobody waits (any more) for this response.</summary>
    public bool TryComplete(RemotingCommand response) =>
        _calls.TryGetValue(response.Opaque, out var call) && call.TrySetResult(response);

    public void FailAll(string reason)
    {
        Volatile.Write(ref _closedBecause, reason);
        foreach (var call in _calls.Values)
            call.TrySetException(new RemotingClosedException(address, reason));
    }
}
