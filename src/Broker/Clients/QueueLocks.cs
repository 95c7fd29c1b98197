using RocketMQ.Model;

namespace RocketMQ.Broker.Clients;

/// <summary>Which client of a group may consume a queue in order (requests 41 and 42, docs/protocol.md 6.6).</summary>
/// <remarks>
/// In memory only; a lock ends 60 s after it was last asked for. Not released when its client disconnects, as in the original. Locks that
/// have ended are dropped once in that time.
/// </remarks>
internal sealed class QueueLocks(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(string Group, MessageQueue Queue), (string ClientId, DateTimeOffset Renewed)> _locks = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _swept = time.GetUtcNow();

    /// <summary>Locks kept, those that have ended since the last sweep included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _locks.Count;
        }
    }

    /// <summary>Takes or renews locks.</summary>
    /// <returns>Those of <paramref name="queues"/> that the client holds now.</returns>
    public List<MessageQueue> TryLock(string group, string clientId, IEnumerable<MessageQueue> queues)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (now - _swept > Lifetime)
                Sweep(now);
            List<MessageQueue> held = [];
            foreach (var queue in queues)
            {
                if (_locks.TryGetValue((group, queue), out var entry) && entry.ClientId != clientId && now - entry.Renewed <= Lifetime)
                    continue;
                _locks[(group, queue)] = (clientId, now);
                held.Add(queue);
            }

            return held;
        }
    }

    /// <summary>Gives up locks that the client holds.</summary>
    public void Unlock(string group, string clientId, IEnumerable<MessageQueue> queues)
    {
        lock (_gate)
        {
            foreach (var queue in queues)
            {
                if (_locks.TryGetValue((group, queue), out var entry) && entry.ClientId == clientId)
                    _locks.Remove((group, queue));
            }
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        _swept = now;
        foreach (var (key, entry) in _locks.ToList())
        {
            if (now - entry.Renewed > Lifetime)
                _locks.Remove(key);
        }
    }
}
