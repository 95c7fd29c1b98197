using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Messages;

/// <summary>The tracks of a message, and who could not say which groups there are.</summary>
public sealed record MessageTracks(IReadOnlyList<MessageTrack> Groups, IReadOnlyList<TargetFailure> Failures);

/// <summary>Finds out which groups have consumed a message: groups of the topic (300), their members (203), their offsets (208).</summary>
internal sealed class MessageTracking(ITopicOperations topics, IGroupOperations groups)
{
    public async Task<MessageTracks> TrackAsync(LocatedMessage located, CancellationToken cancellation)
    {
        var listed = await topics.ListGroupsAsync(located.Message.Topic, cancellation);
        var names = listed.Values.Values.SelectMany(list => list).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new MessageTracks(await AdminCalls.AllAsync(names, group => TrackAsync(located, group, cancellation), cancellation), listed.Failures);
    }

    private async Task<MessageTrack> TrackAsync(LocatedMessage located, string group, CancellationToken cancellation)
    {
        // Members are connected to every broker of their topics, so the message's own broker knows them.
        var broker = BrokerTarget.Broker(located.BrokerName);
        var answer = await groups.GetConsumersAsync(group, broker, cancellation);
        if (answer.Failures is [var failure, ..])
            return new MessageTrack(group, TrackKind.Unknown, failure.Message);
        if (answer.Values.Values.FirstOrDefault() is not { } members)
            return new MessageTrack(group, TrackKind.NotOnline, $"the consumer group[{group}] not online");
        if (members.ConsumeType is ConsumeType.ConsumeActively)
            return new MessageTrack(group, TrackKind.Pull);
        if (members.MessageModel is MessageModel.Broadcasting)
            return new MessageTrack(group, TrackKind.Broadcasting);

        var progress = await groups.GetProgressAsync(group, broker, located.Message.Topic, cancellation);
        if (progress.Failures is [var unanswered, ..])
            return new MessageTrack(group, TrackKind.Unknown, unanswered.Message);
        var isPast = progress.Values.Values
            .SelectMany(stats => stats.OffsetTable)
            .Any(pair => pair.Key == located.Queue && pair.Value.ConsumerOffset > located.Message.QueueOffset);
        if (!isPast)
            return new MessageTrack(group, TrackKind.NotConsumedYet);
        var wanted = members.SubscriptionTable.GetValueOrDefault(located.Message.Topic)?.TagsSet ?? [];
        var isWanted = wanted.Count == 0 || wanted.Contains("*") || (located.Message.Tags is { } tag && wanted.Contains(tag));
        return new MessageTrack(group, isWanted ? TrackKind.Consumed : TrackKind.ConsumedButFiltered);
    }
}
