using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Sending;

/// <summary>36: a consumer could not process a message; it comes back on the retry topic later, or goes to the dead letter topic (docs/protocol.md 6.7).</summary>
internal sealed class SendBackHandler(
    GroupTable groups, TopicCreation creation, IMessageStore store, BrokerSettings settings, BrokerIdentity identity, DelayLevels delays,
    BrokerStatistics statistics) : IRequestHandler<ConsumerSendMessageBackRequestHeader>
{
    /// <summary>The first retry waits for level 3, each further one for the next.</summary>
    private const int FirstRetryLevel = 3;

    /// <summary>From this version on a client's own limit of attempts counts (docs/protocol.md 1.7).</summary>
    private const int HonoursMaxTimesSince = 121;

    public async ValueTask<Reply> HandleAsync(Request<ConsumerSendMessageBackRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var group = groups.FindOrCreate(header.Group)
            ?? throw new RejectedException(ResponseCode.SubscriptionGroupNotExist, $"subscription group not exist, {header.Group}");
        if (!settings.Permission.CanWrite())
            throw new RejectedException(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] sending message is forbidden");
        if (group.Config.RetryQueueNums <= 0)
            return Reply.Success;
        var retry = creation.RetryTopic(group.Name, group.Config.RetryQueueNums);
        if (!retry.Permissions.CanWrite())
            throw new RejectedException(ResponseCode.NoPermission, $"the topic[{retry.Name}] sending message is forbidden");
        var most = header.MaxReconsumeTimes is { } asked && request.Version >= HonoursMaxTimesSince ? asked : group.Config.RetryMaxTimes;
        var result = Append(header, group, retry, most);
        if (!result.IsStored)
            throw new RejectedException(ResponseCode.SystemError, $"{result.Status}: {result.Problem}");
        var flushed = await store.WhenFlushedAsync(result.EndOffset);
        return flushed == FlushStatus.Flushed ? Reply.Success : Reply.Refused(ResponseCode.SystemError, "FLUSH_DISK_TIMEOUT");
    }

    private AppendResult Append(ConsumerSendMessageBackRequestHeader header, Group group, Topic retry, int most)
    {
        using var lease = store.ReadRecord(header.Offset);
        if (lease is null || RecordView.Parse(lease.Span, out var record) != RecordKind.Message)
            throw new RejectedException(ResponseCode.SystemError, $"look message by offset failed, {header.Offset}");
        var properties = MessageProperties.Parse(record.Properties);
        properties.TryAdd(PropertyNames.RetryTopic, System.Text.Encoding.UTF8.GetString(record.Topic));
        properties.TryAdd(PropertyNames.OriginMessageId, MessageIds.FormatOffsetId(record.StoreHost, record.PhysicalOffset));
        properties[PropertyNames.Wait] = "false";
        properties.Remove(PropertyNames.Delay);

        var dead = record.ReconsumeTimes >= most || header.DelayLevel < 0;
        var topic = dead ? creation.DeadLetterTopic(group.Name) : retry;
        var queue = Random.Shared.Next(Math.Max(1, topic.WriteQueues));
        var (storedTopic, storedQueue) = (topic.Name, queue);
        if (!dead)
        {
            var level = header.DelayLevel > 0 ? header.DelayLevel : FirstRetryLevel + record.ReconsumeTimes;
            properties[PropertyNames.Delay] = Math.Min(level, delays.Highest).ToString(System.Globalization.CultureInfo.InvariantCulture);
            properties[PropertyNames.RealTopic] = topic.Name;
            properties[PropertyNames.RealQueueId] = queue.ToString(System.Globalization.CultureInfo.InvariantCulture);
            (storedTopic, storedQueue) = (SystemTopics.Schedule, delays.QueueOf(level));
        }

        statistics.CountSendBack(properties[PropertyNames.RetryTopic], group.Name);
        return store.Append(new MessageAppend
        {
            Topic = storedTopic,
            QueueId = storedQueue,
            Flag = record.Flag,
            SystemFlags = record.SystemFlags,
            BornTimestamp = record.BornTimestamp,
            BornHost = record.BornHost,
            StoreHost = identity.StoreHost,
            ReconsumeTimes = record.ReconsumeTimes + 1,
            Body = record.Body,
            Properties = System.Text.Encoding.UTF8.GetBytes(MessageProperties.Format(properties)),
        });
    }
}
