using System.Globalization;
using System.Text.RegularExpressions;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>What templates of messages have in double braces: filled in anew for each message.</summary>
internal static partial class MessageInsertions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = ["{{counter}}", "{{uuid}}", "{{time}}", "{{millis}}", "{{random}}"];

    /// <summary>A text with its insertions filled in; what is none stays as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="counter">Number of the message, from 1.</param>
    /// <param name="now">The moment.</param>
    public static string Fill(string text, long counter, DateTimeOffset now) => Insertion().Replace(text, match => match.Groups[1].Value switch
    {
        "counter" => counter.ToString(CultureInfo.InvariantCulture),
        "uuid" => Guid.NewGuid().ToString(),
        "time" => now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        "millis" => now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        _ => Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture),
    });

    [GeneratedRegex(@"\{\{(counter|uuid|time|millis|random)\}\}")]
    private static partial Regex Insertion();
}
