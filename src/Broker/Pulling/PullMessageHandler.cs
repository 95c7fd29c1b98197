using System.Text;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>11 and 361: a consumer reads a queue. Checks in the original's order, then <see cref="PullService"/> (docs/protocol.md 2.4.2).</summary>
internal sealed class PullMessageHandler(
    TopicTable topics, GroupTable groups, ConsumerTable consumers, OffsetTable offsets, BrokerSettings settings, PullPermissions permissions,
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

    private Reply? Check(PullFields fields, out Topic? topic, out Group? group, out TagFilter? filter)
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
        return CheckSubscription(fields, topic, group, out filter);
    }

    private Reply? CheckSubscription(PullFields fields, Topic topic, Group group, out TagFilter? filter)
    {
        filter = null;
        if ((fields.Flags & PullFlags.Subscription) != 0)
        {
            if (!fields.IsTagExpression)
                return Reply.Refused(ResponseCode.SystemError, CheckClientHandler.NoSql);
            return fields.WantsAll || Subscription.TryParseTags(fields.Subscription.GetString(), out filter)
                ? null
                : Reply.Refused(ResponseCode.SubscriptionParseFailed, "parse the consumer's subscription failed");
        }

        if (consumers.Find(group.Name) is not { } online)
            return Reply.Refused(ResponseCode.SubscriptionNotExist, "the consumer's group info not exist");
        if (online.MessageModel == MessageModel.Broadcasting && !group.Config.ConsumeBroadcastEnable)
            return Reply.Refused(ResponseCode.NoPermission, $"the consumer group[{group.Name}] can not consume by broadcast way");
        if (online.FindSubscription(topic.Name) is not { } subscription)
            return Reply.Refused(ResponseCode.SubscriptionNotExist, "the consumer's subscription not exist");
        if (subscription.Data.SubVersion < fields.SubVersion)
            return Reply.Refused(ResponseCode.SubscriptionNotLatest, "the consumer's subscription not latest");
        if (!subscription.IsTag)
            return Reply.Refused(ResponseCode.SystemError, CheckClientHandler.NoSql);
        filter = subscription.Filter;
        return null;
    }

    private Group? FindGroup(HeaderField name)
    {
        if (name.TryGetPlain(out var utf8) && groups.Find(utf8) is { } known)
            return known;
        return groups.FindOrCreate(name.GetString());
    }

    private Topic? FindTopic(HeaderField name) => name.TryGetPlain(out var utf8) ? topics.Find(utf8) : topics.Find(name.GetString());

    /// <summary>The fields of a pull, read where they stand.</summary>
    private readonly ref struct PullFields
    {
        public PullFields(InboundFrame frame)
        {
            Group = Field(frame, "consumerGroup"u8);
            Topic = Field(frame, "topic"u8);
            QueueId = (int)Number(frame, "queueId"u8);
            QueueOffset = Number(frame, "queueOffset"u8);
            MaxCount = (int)Math.Clamp(Number(frame, "maxMsgNums"u8), 1, int.MaxValue);
            Flags = (PullFlags)Number(frame, "sysFlag"u8);
            CommitOffset = (Flags & PullFlags.CommitOffset) != 0 ? Number(frame, "commitOffset"u8) : 0;
            SuspendMilliseconds = (Flags & PullFlags.Suspend) != 0 ? Number(frame, "suspendTimeoutMillis"u8) : 0;
            SubVersion = frame.TryGetField("subVersion"u8, out var version) && version.TryGetInt64(out var number) ? number : 0;
            MaxBytes = frame.TryGetField("maxMsgBytes"u8, out var bytes) && bytes.TryGetInt32(out var most) && most > 0 ? most : int.MaxValue;
            WantsAll = !frame.TryGetField("subscription"u8, out var subscription) || (subscription.TryGetPlain(out var text) && (text.IsEmpty || text.SequenceEqual("*"u8)));
            Subscription = subscription;
            IsTagExpression = !frame.TryGetField("expressionType"u8, out var type) || !type.TryGetPlain(out var name) || name.IsEmpty || name.SequenceEqual("TAG"u8);
        }

        public HeaderField Group { get; }

        public HeaderField Topic { get; }

        public int QueueId { get; }

        public long QueueOffset { get; }

        public int MaxCount { get; }

        public int MaxBytes { get; }

        public PullFlags Flags { get; }

        public long CommitOffset { get; }

        public long SuspendMilliseconds { get; }

        public long SubVersion { get; }

        public HeaderField Subscription { get; }

        public bool WantsAll { get; }

        public bool IsTagExpression { get; }

        private static HeaderField Field(InboundFrame frame, ReadOnlySpan<byte> name) =>
            frame.TryGetField(name, out var field) ? field : throw Missing(name);

        private static long Number(InboundFrame frame, ReadOnlySpan<byte> name)
        {
            if (!frame.TryGetField(name, out var field))
                throw Missing(name);
            return field.TryGetInt64(out var number)
                ? number
                : throw new RejectedException(ResponseCode.SystemError, $"field '{Encoding.UTF8.GetString(name)}' of a pull is '{field.GetString()}'; a whole number is allowed");
        }

        private static RejectedException Missing(ReadOnlySpan<byte> name) =>
            new(ResponseCode.SystemError, $"field '{Encoding.UTF8.GetString(name)}' is missing in a pull");
    }
}
