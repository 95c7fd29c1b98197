using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>What kind of messages a topic is for, an attribute of topics since 5.0 (docs/protocol.md 2.4.8). Older brokers have none.</summary>
internal static class MessageTypes
{
    /// <summary>Name of the attribute.</summary>
    public const string Attribute = "message.type";

    /// <summary>What brokers of 5.x take a topic without the attribute for.</summary>
    public const string Usual = "NORMAL";

    /// <summary>Every type that brokers accept.</summary>
    public static IReadOnlyList<string> All { get; } = [Usual, "FIFO", "DELAY", "TRANSACTION", "MIXED", "UNSPECIFIED"];

    /// <summary>The attribute as it is sent to be set.</summary>
    public static Dictionary<string, string> ToSet(string type) => new(StringComparer.Ordinal) { ["+" + Attribute] = type };

    /// <summary>Whether a broker has message types; null while its version is not known.</summary>
    public static bool? AreKnownTo(BrokerSnapshot? broker) =>
        broker?.Runtime?.VersionName is { } version ? !version.StartsWith("V4", StringComparison.Ordinal) && !version.StartsWith("V3", StringComparison.Ordinal) : null;

    /// <summary>The type of a topic on a broker; null where it has none, or that is not known.</summary>
    /// <param name="config">The topic's settings there.</param>
    /// <param name="areKnown">Whether the broker has message types.</param>
    public static string? Of(TopicConfig config, bool? areKnown) =>
        config.Attributes?.GetValueOrDefault(Attribute) ?? (areKnown is true ? Usual : null);
}
