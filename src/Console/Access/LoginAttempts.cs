using System.Collections.Concurrent;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>
/// Counts failed logins and refuses further ones for a while that doubles with each failure after it: by name from one address, by name
/// from anywhere (guesses from many addresses), and by address for any name (one password tried on many names). Kept in memory: a
/// restart forgets, which costs a guesser more than it gains (decision 0031). Safe from any thread; entries are immutable and replaced atomically.
/// </summary>
internal sealed class LoginAttempts(TimeProvider clock)
{
    private const int Capacity = 10_000;

    // A failure is remembered for longer than the longest wait, or waiting would reset the count.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string Name, string Address), Failures> _failures = new();

    /// <summary>For one name from one address: five failures are free, the wait begins with 30 s and ends with an hour.</summary>
    public static readonly Limit PerNameAndAddress = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));

    /// <summary>For one name from anywhere. The wait stays short, for anybody could lock anybody out with it.</summary>
    public static readonly Limit PerName = new(50, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>For any name from one address, which many people may share.</summary>
    public static readonly Limit PerAddress = new(20, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));

    /// <summary>Time until the next attempt is heard; null when it may be made now.</summary>
    public TimeSpan? Wait(string name, string address)
    {
        var now = clock.GetUtcNow();
        var until = Keys(name, address).Max(key => _failures.TryGetValue(key.Key, out var failures) ? failures.Last + key.Limit.After(failures.Count) : DateTimeOffset.MinValue);
        return until > now ? until - now : null;
    }

    /// <summary>Notes a wrong name or password.</summary>
    public void Failed(string name, string address)
    {
        Forget();
        var now = clock.GetUtcNow();
        foreach (var (key, _) in Keys(name, address))
            _failures.AddOrUpdate(key, _ => new Failures(1, now), (_, old) => new Failures(now - old.Last > RememberedFor ? 1 : old.Count + 1, now));
    }

    /// <summary>Forgets the failures of this name from this address after a login.</summary>
    public void Succeeded(string name, string address) => _failures.TryRemove((Key(name), address), out _);

    // Names are what an attacker sends, so the table is bounded; when full, what has expired goes.
    private void Forget()
    {
        if (_failures.Count < Capacity)
            return;
        var limit = clock.GetUtcNow() - RememberedFor;
        foreach (var (key, failures) in _failures)
        {
            if (failures.Last < limit || _failures.Count > 2 * Capacity)
                _failures.TryRemove(key, out _);
        }
    }

    private static IEnumerable<((string Name, string Address) Key, Limit Limit)> Keys(string name, string address) =>
        [((Key(name), address), PerNameAndAddress), ((Key(name), ""), PerName), (("", address), PerAddress)];

    private static string Key(string name) => (name.Length > 64 ? name[..64] : name).ToUpperInvariant();

    private sealed record Failures(int Count, DateTimeOffset Last);

    /// <summary>How many failures are free, and how the wait grows after them.</summary>
    /// <param name="Free">Failures without a wait.</param>
    /// <param name="First">Wait after as many failures.</param>
    /// <param name="Longest">The wait doubles with every further failure up to this.</param>
    internal sealed record Limit(int Free, TimeSpan First, TimeSpan Longest)
    {
        /// <summary>How long to wait after so many failures.</summary>
        public TimeSpan After(int failures)
        {
            if (failures < Free)
                return TimeSpan.Zero;
            var wait = First * Math.Pow(2, Math.Min(failures - Free, 30));
            return wait < Longest ? wait : Longest;
        }
    }
}
