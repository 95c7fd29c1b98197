using System.Globalization;
using System.Text;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Replication;
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
    Confirmations confirmations, BrokerStatistics statistics) : IRequestHandler<ConsumerSendMessageBackRequestHeader>
{
    /// <summary>The first retry waits for level 3, each further one for the next.</summary>
    private const int FirstRetryLevel = 3;

    public async ValueTask<Reply> HandleAsync(Request<ConsumerSendMessageBackRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var group = groups.FindOrCreate(header.Group)
            ?? throw new RejectedException(ResponseCode.SubscriptionGroupNotExist, $"subscription group not exist, {header.Group}");
        if (!settings.Permission.CanWrite())
            throw new RejectedException(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] sending message is forbidden");
        if (group.Config.RetryQueueNums <= 0)
            return Reply.Success;
        var retry = creation.RetryTopic(group.Name, group.Config.RetryQueueNums, header.UnitMode == true);
        if (!retry.Permissions.CanWrite())
            throw new RejectedException(ResponseCode.NoPermission, $"the topic[{retry.Name}] sending message is forbidden");
        var result = Append(header, group, retry, RetryLimit.Of(group, header.MaxReconsumeTimes, request.Version));
        if (!result.IsStored)
            throw new RejectedException(ResponseCode.SystemError, $"{AppendOutcome.NameOf(result.Status)}: {result.Problem}");
        // A consumer that is refused sends the message itself, which then comes twice: a slave that is late or away is no reason for that.
        return await confirmations.WhenSafeAsync(result.EndOffset) == ResponseCode.FlushDiskTimeout
            ? Reply.Refused(ResponseCode.SystemError, "FLUSH_DISK_TIMEOUT")
            : Reply.Success;
    }

    private AppendResult Append(ConsumerSendMessageBackRequestHeader header, Group group, Topic retry, int most)
    {
        using var lease = header.Offset < 0 ? null : store.ReadRecord(header.Offset);
        if (lease is null || RecordView.Parse(lease.Span, out var record) != RecordKind.Message)
            throw new RejectedException(ResponseCode.SystemError, $"look message by offset failed, {header.Offset}");
        var properties = MessageProperties.Parse(record.Properties);
        properties.TryAdd(PropertyNames.RetryTopic, Encoding.UTF8.GetString(record.Topic));
        properties.TryAdd(PropertyNames.OriginMessageId, MessageIds.FormatOffsetId(record.StoreHost, record.PhysicalOffset));
        properties[PropertyNames.Wait] = "false";
        var isDead = record.ReconsumeTimes >= most || header.DelayLevel < 0;
        var place = isDead ? Bury(group, properties) : Postpone(header, record, retry, properties);
        var result = store.Append(
            RecordCopy.To(record, place.Topic, place.QueueId, identity.StoreHost, Encoding.UTF8.GetBytes(MessageProperties.Format(properties))) with
            {
                ReconsumeTimes = record.ReconsumeTimes + 1,
            });
        if (result.IsStored)
            statistics.CountSendBack(properties[PropertyNames.RetryTopic], group.Name);
        return result;
    }

    /// <summary>The group gives the message up.</summary>
    private Place Bury(Group group, Dictionary<string, string> properties)
    {
        var topic = creation.DeadLetterTopic(group.Name);
        properties[PropertyNames.Delay] = "0";
        return new Place(topic.Name, Random.Shared.Next(Math.Max(1, topic.WriteQueues)));
    }

    /// <summary>The message comes again, the later the more often it has failed.</summary>
    private Place Postpone(ConsumerSendMessageBackRequestHeader header, RecordView record, Topic retry, Dictionary<string, string> properties)
    {
        var level = header.DelayLevel > 0 ? header.DelayLevel : FirstRetryLevel + record.ReconsumeTimes;
        properties[PropertyNames.Delay] = Math.Min(level, delays.Highest).ToString(CultureInfo.InvariantCulture);
        properties[PropertyNames.RealTopic] = retry.Name;
        properties[PropertyNames.RealQueueId] = Random.Shared.Next(Math.Max(1, retry.WriteQueues)).ToString(CultureInfo.InvariantCulture);
        return new Place(SystemTopics.Schedule, delays.QueueOf(level));
    }
}
