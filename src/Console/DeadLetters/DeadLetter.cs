using System.Globalization;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>A message that a group gave up, as it lies in the group's dead letter topic and as one person may see it.</summary>
/// <param name="Seen">The message.</param>
public sealed record DeadLetter(VisibleMessage Seen)
{
    // No client of the original notes why it failed; applications and other clients do, under names such as these.
    private static readonly string[] ErrorWords = ["exception", "error", "failure"];

    /// <summary>The message and its place.</summary>
    public LocatedMessage Located => Seen.Located;

    /// <summary>Where it lies: the same for as long as it is stored, and of no other letter.</summary>
    public LetterKey Key => LetterKey.Of(Located);

    /// <summary>Topic that it was sent to at first; null when it does not say.</summary>
    public string? OriginTopic => OriginTopicOf(Located.Message);

    /// <summary>Offset id of the message that was sent at first; null when it does not say.</summary>
    public string? OriginId => OriginIdOf(Located.Message);

    /// <summary>Tag; empty for none.</summary>
    public string Tag => Seen.Tags ?? "";

    /// <summary>Keys; empty for none.</summary>
    public string Keys => Seen.Keys ?? "";

    /// <summary>How often it was tried again before it was given up.</summary>
    public int Retries => Located.Message.ReconsumeTimes;

    /// <summary>What went wrong, where a client noted it in a property; null when nobody did.</summary>
    public string? Error => Seen.Properties.FirstOrDefault(pair => ErrorWords.Any(word => pair.Key.Contains(word, StringComparison.OrdinalIgnoreCase))).Value;

    /// <summary>When it was given up.</summary>
    public DateTimeOffset StoredAt => Located.StoredAt;

    /// <summary>Beginning of the body.</summary>
    public string Preview => Seen.Preview;

    /// <summary>What it has in common with others.</summary>
    public LetterCause Cause => new(OriginTopic, Tag, Retries, Error);

    /// <summary>Topic that a letter was sent to at first; null when it does not say.</summary>
    internal static string? OriginTopicOf(StoredMessage letter) => Find(letter, PropertyNames.DeadLetterOriginTopic) ?? Find(letter, PropertyNames.RetryTopic);

    /// <summary>Offset id of the message that was sent at first; null when it does not say.</summary>
    internal static string? OriginIdOf(StoredMessage letter) => Find(letter, PropertyNames.DeadLetterOriginMessageId) ?? Find(letter, PropertyNames.OriginMessageId);

    private static string? Find(StoredMessage letter, string property) => letter.Property(property) is { Length: > 0 } value ? value : null;
}

/// <summary>Names one letter.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="StoredMilliseconds">When it was stored: a store that was emptied gives the same offsets again.</param>
public sealed record LetterKey(MessageQueue Queue, long Offset, long StoredMilliseconds)
{
    /// <summary>The name of a message of a dead letter topic.</summary>
    public static LetterKey Of(LocatedMessage letter) => new(letter.Queue, letter.Message.QueueOffset, letter.Message.StoreTimestamp);

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is none.</summary>
    public static LetterKey? Parse(string topic, string text) => text.Split(':') is [{ Length: > 0 } broker, var queue, var offset, var stored]
        && int.TryParse(queue, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        && long.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new LetterKey(new MessageQueue(topic, broker, number), place, milliseconds)
            : null;

    /// <summary>The name in the ledger and in addresses.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Queue.BrokerName}:{Queue.QueueId}:{Offset}:{StoredMilliseconds}");
}

/// <summary>What letters that failed alike have in common.</summary>
/// <param name="OriginTopic">Topic that they were sent to at first.</param>
/// <param name="Tag">Tag; empty for none.</param>
/// <param name="Retries">How often they were tried again.</param>
/// <param name="Error">What went wrong, where a client noted it.</param>
public sealed record LetterCause(string? OriginTopic, string Tag, int Retries, string? Error);
