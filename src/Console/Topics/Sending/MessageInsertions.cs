using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RocketMQ.Admin.Messages;

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

    /// <summary>A message with the insertions of its body, tag, keys and properties filled in.</summary>
    /// <param name="message">The message; its body is text.</param>
    /// <param name="counter">Number of the message, from 1.</param>
    /// <param name="now">The moment.</param>
    public static OutgoingMessage Fill(OutgoingMessage message, long counter, DateTimeOffset now) => message with
    {
        Body = Encoding.UTF8.GetBytes(Fill(Encoding.UTF8.GetString(message.Body.Span), counter, now)),
        Tag = message.Tag is { } tag ? Fill(tag, counter, now) : null,
        Keys = [.. message.Keys.Select(key => Fill(key, counter, now))],
        Properties = message.Properties.ToDictionary(property => property.Key, property => Fill(property.Value, counter, now)),
    };

    [GeneratedRegex(@"\{\{(counter|uuid|time|millis|random)\}\}")]
    private static partial Regex Insertion();
}
