using System.Globalization;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Scheduling;

/// <summary>How long each delay level lasts (key messageDelayLevel, docs/protocol.md 6.7). Levels start at 1.</summary>
internal sealed class DelayLevels
{
    private readonly TimeSpan[] _delays;

    /// <param name="text">For example "1s 5s 10s 30s 1m".</param>
    /// <exception cref="ServerStartException">An entry is no time.</exception>
    public DelayLevels(string text) =>
        _delays = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>The highest level.</summary>
    public int Highest => _delays.Length;

    /// <summary>The schedule queue of a level; levels above the highest are the highest.</summary>
    public int QueueOf(int level) => Math.Clamp(level, 1, Highest) - 1;

    /// <summary>How long messages of a schedule queue wait.</summary>
    public TimeSpan DelayOfQueue(int queueId) => queueId >= 0 && queueId < _delays.Length ? _delays[queueId] : TimeSpan.Zero;

    private static TimeSpan Parse(string entry)
    {
        if (entry.Length > 1 && int.TryParse(entry.AsSpan(0, entry.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            switch (entry[^1])
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }

        throw new ServerStartException($"messageDelayLevel: '{entry}' is no time; a number with s, m, h or d is, for example 30s");
    }
}
