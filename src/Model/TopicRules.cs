namespace RocketMQ.Model;

/// <summary>What a topic may be called (docs/protocol.md 2.1).</summary>
public static class TopicRules
{
    /// <summary>The length byte of a stored record is signed, so a topic has at most this many characters.</summary>
    public const int MaxLength = 127;

    public static NameCheck Check(string? topic) => NameCharacters.Check(topic, "topic", MaxLength);

    /// <summary>What may stand in a store: besides what users may choose, retry topics of pops that have a plus sign between group and topic.</summary>
    public static NameCheck CheckStored(string topic) =>
        Check(SystemTopics.IsRetry(topic) && topic.Contains('+', StringComparison.Ordinal) ? topic.Replace('+', '_') : topic);

    /// <summary>The same verdict as <see cref="Check"/> on a name that is still UTF-8, without an explanation.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8) => utf8.Length is > 0 and <= MaxLength && NameCharacters.AreValid(utf8);
}
