using RocketMQ.Admin.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>One message that was found, with its copies in retry and dead-letter topics. Immutable.</summary>
public sealed class Finding
{
    private readonly IReadOnlyList<LocatedMessage> _all;

    private Finding(string id, IReadOnlyList<LocatedMessage> all)
    {
        (Id, _all) = (id, all);
        Originals = [.. all.Where(message => !IsCopy(message) && !IsHeld(message))];
        Held = [.. all.Where(IsHeld)];
        Retries = CopiesOf(all.Where(message => SystemTopics.IsRetry(message.Message.Topic)), SystemTopics.RetryPrefix);
        DeadLetters = CopiesOf(all.Where(message => SystemTopics.IsDeadLetter(message.Message.Topic)), SystemTopics.DeadLetterPrefix);
        Shown = Originals is [var newest, ..] ? newest : all[0];
    }

    /// <summary>The unique id that all of them have; the offset id where the producer gave none.</summary>
    public string Id { get; }

    /// <summary>As the producer sent it, newest first; several where it was sent again, none where only copies were found.</summary>
    public IReadOnlyList<LocatedMessage> Originals { get; }

    /// <summary>Where it waits, or waited, until it may be seen: for a delay, a delivery time, or the end of its transaction. Newest first.</summary>
    public IReadOnlyList<LocatedMessage> Held { get; }

    /// <summary>Copies that wait for another try, or did, by group.</summary>
    public IReadOnlyList<GroupCopies> Retries { get; }

    /// <summary>Copies that nobody tries again, by group.</summary>
    public IReadOnlyList<GroupCopies> DeadLetters { get; }

    /// <summary>The one to speak of: the newest original, else the newest copy.</summary>
    public LocatedMessage Shown { get; }

    /// <summary>Whether a message is this one, or a copy of it.</summary>
    public bool Holds(LocatedMessage message) => _all.Any(one => one.Message.OffsetMessageId == message.Message.OffsetMessageId);

    /// <summary>Puts together what belongs together, newest message first.</summary>
    public static IReadOnlyList<Finding> Of(IEnumerable<LocatedMessage> messages) =>
    [
        .. messages
            .DistinctBy(message => message.Message.OffsetMessageId)
            .GroupBy(message => message.Message.UniqueKey ?? message.Message.OffsetMessageId)
            .Select(same => new Finding(same.Key, [.. same.OrderByDescending(message => message.StoredAt)]))
            .OrderByDescending(finding => finding.Shown.StoredAt),
    ];

    private static bool IsHeld(LocatedMessage message) => SystemTopics.IsSystemTopic(message.Message.Topic);

    private static bool IsCopy(LocatedMessage message) => SystemTopics.IsRetry(message.Message.Topic) || SystemTopics.IsDeadLetter(message.Message.Topic);

    private static IReadOnlyList<GroupCopies> CopiesOf(IEnumerable<LocatedMessage> copies, string prefix) =>
    [
        .. copies
            .GroupBy(copy => copy.Message.Topic[prefix.Length..])
            .Select(group => new GroupCopies(group.Key, [.. group.OrderByDescending(copy => copy.StoredAt)]))
            .OrderBy(group => group.Group, StringComparer.Ordinal),
    ];
}

/// <summary>Copies of a message in a topic of one group.</summary>
/// <param name="Group">The group; a group that pops has the topic behind its name.</param>
/// <param name="Copies">The copies, newest first; at least one.</param>
public sealed record GroupCopies(string Group, IReadOnlyList<LocatedMessage> Copies)
{
    /// <summary>How often the message was tried again when the newest copy was stored.</summary>
    public int Tries => Copies[0].Message.ReconsumeTimes;
}
