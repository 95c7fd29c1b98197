using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages.Resending;
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

    /// <summary>The message that a letter becomes.</summary>
    /// <exception cref="ArgumentException">The letter does not say where it belongs, or its body can not be unpacked.</exception>
    public OutgoingMessage MessageOf(LocatedMessage letter)
    {
        var origin = DeadLetter.OriginTopicOf(letter.Message) ?? throw new ArgumentException("it does not say which topic it was sent to at first");
        // Members show a message of the retry topic under the topic named here.
        return Way is ResendWay.Group
            ? ResentMessage.Of(
                letter.Message,
                SystemTopics.RetryTopicOf(Group),
                (PropertyNames.RetryTopic, origin),
                (PropertyNames.OriginMessageId, DeadLetter.OriginIdOf(letter.Message) ?? letter.Message.OffsetMessageId))
            : ResentMessage.Of(letter.Message, origin);
    }
}
