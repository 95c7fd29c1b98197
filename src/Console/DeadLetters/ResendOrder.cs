using RocketMQ.Admin.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Where letters go.</summary>
public enum ResendWay
{
    /// <summary>To the group's retry topic: this group alone gets them again, with all its retries.</summary>
    Group,

    /// <summary>To the topic they were sent to at first: every group of that topic gets them.</summary>
    Topic,

    /// <summary>To one member that is online, which consumes them at once and tells the result.</summary>
    Member,
}

/// <summary>A wish to send letters again.</summary>
/// <param name="Group">The group.</param>
/// <param name="Letters">Which, oldest first.</param>
/// <param name="Way">Where to.</param>
/// <param name="ClientId">The member, of <see cref="ResendWay.Member"/>.</param>
/// <param name="PerSecond">Most messages a second.</param>
/// <param name="Force">Also letters that were sent again before.</param>
public sealed record ResendOrder(string Group, IReadOnlyList<LetterKey> Letters, ResendWay Way, string? ClientId, int PerSecond, bool Force)
{
    /// <summary>Most letters in one go.</summary>
    public const int MostLetters = 10_000;

    /// <summary>Most messages a second that can be asked for.</summary>
    public const int MostPerSecond = 1000;

    // What is about the way to the dead letter topic, or made anew by whoever sends.
    private static readonly HashSet<string> LeftOut =
    [
        PropertyNames.Tags, PropertyNames.Keys, PropertyNames.Delay, PropertyNames.UniqueKey, PropertyNames.Wait, PropertyNames.Cluster, PropertyNames.MessageRegion,
        PropertyNames.TraceOn, PropertyNames.MinOffset, PropertyNames.MaxOffset, PropertyNames.RealTopic, PropertyNames.RealQueueId, PropertyNames.TransactionPrepared,
        PropertyNames.Crc32, PropertyNames.RetryTopic, PropertyNames.OriginMessageId, PropertyNames.ReconsumeTime, PropertyNames.MaxReconsumeTimes,
        PropertyNames.ConsumeStartTime, PropertyNames.DeadLetterOriginTopic, PropertyNames.DeadLetterOriginMessageId, PropertyNames.FirstPopTime, PropertyNames.PopCheckPoint,
    ];

    /// <summary>The message that a letter becomes.</summary>
    /// <exception cref="ArgumentException">The letter does not say where it belongs, or its body can not be unpacked.</exception>
    public OutgoingMessage MessageOf(LocatedMessage letter)
    {
        var message = letter.Message;
        var body = message.UnpackBody();
        if (body.Problem is { } problem)
            throw new ArgumentException(problem);
        var origin = DeadLetter.OriginTopicOf(message) ?? throw new ArgumentException("it does not say which topic it was sent to at first");
        var properties = message.Properties.Where(pair => !LeftOut.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
        if (Way is ResendWay.Group)
        {
            // Members show a message of the retry topic under the topic named here.
            properties[PropertyNames.RetryTopic] = origin;
            properties[PropertyNames.OriginMessageId] = DeadLetter.OriginIdOf(message) ?? message.OffsetMessageId;
        }

        return new OutgoingMessage(Way is ResendWay.Group ? SystemTopics.RetryTopicOf(Group) : origin, body.Body)
        {
            Tag = message.Tags,
            Keys = message.Keys?.Split(PropertyNames.KeySeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
            Flag = message.Flag,
            Properties = properties,
        };
    }
}
