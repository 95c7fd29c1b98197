using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>11 and 361: a consumer reads a queue. Checks in the original's order, then <see cref="PullService"/> (docs/protocol.md 2.4.2).</summary>
internal sealed class PullMessageHandler(
    TopicTable topics, GroupTable groups, OffsetTable offsets, PullFilters filters, BrokerSettings settings, PullPermissions permissions,
    PullService service)
    : IInlineRequestHandler
{
    /// <summary>A pull may not wait longer than this, however long its caller says.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public void Handle(in InboundFrame frame, RemotingConnection connection)
    {
        var fields = new PullFields(frame);
        if (Check(fields, out var topic, out var group, out var filter) is { } refusal)
        {
            connection.Answer(frame, refusal);
            return;
        }

        // An answer must not be sent to a oneway pull, and without one nothing is left to do.
        if (frame.IsOneway)
            return;
        if (offsets.TakeReset(topic!.Name, group!.Name, fields.QueueId) is { } reset)
        {
            service.Move(connection, frame.SerializeType, frame.Opaque, topic, fields.QueueId, reset);
            return;
        }

        if ((fields.Flags & PullFlags.CommitOffset) != 0 && fields.CommitOffset >= 0 && !settings.IsSlave)
            offsets.Commit(topic.Name, group.Name, fields.QueueId, fields.CommitOffset);
        var pull = new PullRequest(
            connection, frame.SerializeType, frame.Opaque, topic, group, fields.QueueId, fields.QueueOffset, fields.MaxCount, fields.MaxBytes, filter);
        service.Serve(pull, Wait(fields));
    }

    private TimeSpan Wait(PullFields fields)
    {
        if ((fields.Flags & PullFlags.Suspend) == 0 || fields.SuspendMilliseconds <= 0)
            return TimeSpan.Zero;
        if (!settings.LongPolling)
            return settings.ShortPollingTime;
        return TimeSpan.FromMilliseconds(Math.Min(fields.SuspendMilliseconds, LongestWait.TotalMilliseconds));
    }

    private Reply? Check(PullFields fields, out Topic? topic, out Group? group, out IMessageFilter? filter)
    {
        topic = null;
        filter = null;
        group = null;
        if (!settings.Permission.CanRead())
            return Reply.Refused(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] pulling message is forbidden");
        group = FindGroup(fields.Group);
        if (group is null)
            return Reply.Refused(ResponseCode.SubscriptionGroupNotExist, $"subscription group [{fields.Group.GetString()}] does not exist");
        if (!group.Config.ConsumeEnable)
            return Reply.Refused(ResponseCode.NoPermission, $"subscription group no permission, {group.Name}");
        topic = FindTopic(fields.Topic);
        if (topic is null)
            return Reply.Refused(ResponseCode.TopicNotExist, $"topic[{fields.Topic.GetString()}] not exist, apply first please!");
        if (permissions.Check(topic, group) is { } forbidden)
            return forbidden;
        if (fields.QueueId < 0 || fields.QueueId >= topic.ReadQueues)
            return Reply.Refused(ResponseCode.SystemError, $"queueId[{fields.QueueId}] is illegal, topic:[{topic.Name}] topicConfig.readQueueNums:[{topic.ReadQueues}]");
        return filters.Find(fields, topic, group, out filter);
    }

    private Group? FindGroup(HeaderField name)
    {
        if (name.TryGetPlain(out var utf8) && groups.Find(utf8) is { } known)
            return known;
        return groups.FindOrCreate(name.GetString());
    }

    private Topic? FindTopic(HeaderField name) => name.TryGetPlain(out var utf8) ? topics.Find(utf8) : topics.Find(name.GetString());
}
