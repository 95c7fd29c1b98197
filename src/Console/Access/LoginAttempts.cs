using System.Collections.Concurrent;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// Counts failed logins per name and address and refuses further ones for a while. A second, wider count per name alone
/// catches guesses that come from many addresses. Kept in memory: a restart forgets, which costs a guesser more than it gains.
/// Safe from any thread; entries are immutable and replaced atomically.
/// </summary>
internal sealed class LoginAttempts(TimeProvider clock)
{
    /// <summary>Failures from one address after which that address has to wait.</summary>
    public const int AllowedPerAddress = 5;

    /// <summary>Failures from all addresses together after which the name has to wait.</summary>
    public const int AllowedPerName = 50;

    /// <summary>How long a lock-out lasts, and how long a failure is remembered.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<(string Name, string Address), Failures> _failures = new();

    /// <summary>Time until the next attempt is heard; null when it may be made now.</summary>
    public TimeSpan? Wait(string name, string address)
    {
        var now = clock.GetUtcNow();
        var until = Later(Until(Key(name, address), AllowedPerAddress), Until(Key(name, ""), AllowedPerName));
        return until > now ? until - now : null;
    }

    /// <summary>Notes a wrong name or password.</summary>
    public void Failed(string name, string address)
    {
        Forget();
        var now = clock.GetUtcNow();
        foreach (var key in new[] { Key(name, address), Key(name, "") })
            _failures.AddOrUpdate(key, _ => new Failures(1, now), (_, old) => new Failures(now - old.Last > LockedFor ? 1 : old.Count + 1, now));
    }

    /// <summary>Forgets the failures of this name from this address after a login.</summary>
    public void Succeeded(string name, string address) => _failures.TryRemove(Key(name, address), out _);

    private DateTimeOffset Until((string Name, string Address) key, int allowed) =>
        _failures.TryGetValue(key, out var failures) && failures.Count >= allowed ? failures.Last + LockedFor : DateTimeOffset.MinValue;

    // Names are what an attacker sends, so the table is bounded; when full, what has expired goes.
    private void Forget()
    {
        if (_failures.Count < Capacity)
            return;
        var limit = clock.GetUtcNow() - LockedFor;
        foreach (var (key, failures) in _failures)
        {
            if (failures.Last < limit || _failures.Count > 2 * Capacity)
                _failures.TryRemove(key, out _);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static (string Name, string Address) Key(string name, string address) =>
        ((name.Length > 64 ? name[..64] : name).ToUpperInvariant(), address);

    private sealed record Failures(int Count, DateTimeOffset Last);
}
