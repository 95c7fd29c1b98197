using System.Globalization;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Scheduling;

/// <summary>How long each delay level lasts (key messageDelayLevel, docs/protocol.md 6.7). Levels start at 1.</summary>
internal sealed class DelayLevels
{
    /// <summary>More than a store keeps anything; what is longer does not fit into a time.</summary>
    private const int MaxDays = 100_000;

    private readonly TimeSpan[] _delays;

    /// <param name="text">For example "1s 5s 10s 30s 1m".</param>
    /// <exception cref="ServerStartException">An entry is no time.</exception>
    public DelayLevels(string text)
    {
        if (Check(text) is { } problem)
            throw new ServerStartException($"messageDelayLevel: {problem}");
        _delays = [.. Entries(text).Select(entry => Parse(entry)!.Value)];
    }

    /// <summary>The highest level.</summary>
    public int Highest => _delays.Length;

    /// <summary>The schedule queue of a level; levels above the highest are the highest.</summary>
    public int QueueOf(int level) => Math.Clamp(level, 1, Highest) - 1;

    /// <summary>How long messages of a schedule queue wait; a second where the table has no such level any more, as in the original.</summary>
    public TimeSpan DelayOfQueue(int queueId) => queueId >= 0 && queueId < _delays.Length ? _delays[queueId] : TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a table; null when it is fine.</summary>
    public static string? Check(string text)
    {
        var entries = Entries(text);
        if (entries.Length == 0)
            return "there is no level; numbers with s, m, h or d are, separated by spaces, for example 1s 5s 10s";
        return entries.FirstOrDefault(entry => Parse(entry) is null) is { } wrong
            ? $"'{wrong}' is no time; a number with s, m, h or d is, for example 30s"
            : null;
    }

    private static string[] Entries(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TimeSpan? Parse(string entry)
    {
        if (entry.Length < 2 || !int.TryParse(entry.AsSpan(0, entry.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return entry[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= MaxDays => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
