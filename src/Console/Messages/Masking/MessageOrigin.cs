using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Under which topics a message's content was sent: copies that wait or were given up lie in topics of the servers.</summary>
internal static class MessageOrigin
{
    private static readonly string[] Names = [PropertyNames.RealTopic, PropertyNames.RetryTopic, PropertyNames.DeadLetterOriginTopic];

    /// <summary>The topic that a message lies in, and those that it says it is meant for or comes from.</summary>
    public static IReadOnlyList<string> TopicsOf(StoredMessage message) =>
        [.. Names.Select(name => message.Properties.GetValueOrDefault(name)).OfType<string>().Prepend(message.Topic).Distinct(StringComparer.Ordinal)];

    /// <summary>The topic that a message that is held back is meant for; null when it does not say so.</summary>
    public static string? RealTopicOf(StoredMessage message) => message.Properties.GetValueOrDefault(PropertyNames.RealTopic);
}
