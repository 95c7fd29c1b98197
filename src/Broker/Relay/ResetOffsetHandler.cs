using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Relay;

/// <summary>
/// 222: a group goes on from another place. As in 4.9 its consumers are told (220) and move themselves; where a request names a queue
/// or an offset, or the group pops, the broker moves the offset as 5.x does (docs/protocol.md 2.4.10, docs/decisions/0016).
/// </summary>
internal sealed partial class ResetOffsetHandler(
    TopicTable topics, GroupTable groups, ConsumerTable consumers, OffsetTable offsets, IMessageStore store, BrokerSettings settings, ILogger logger)
    : IRequestHandler<ResetOffsetRequestHeader>
{
    /// <summary>The original says so in every good answer of this request.</summary>
    private const string Untouched = "not set any response code";

    public ValueTask<Reply> HandleAsync(Request<ResetOffsetRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (topics.Find(header.Topic) is not { } topic)
        {
            return ValueTask.FromResult(Reply.Refused(
                ResponseCode.SystemError, $"[reset-offset] reset offset failed, no topic in this broker. topic={header.Topic}"));
        }

        var byBroker = settings.ResetsOffsetsItself || header.QueueId >= 0 || header.Offset is >= 0 || consumers.Find(header.Group)?.ConsumeType == ConsumeType.ConsumePop;
        return ValueTask.FromResult(byBroker ? ResetHere(header, topic) : ResetByConsumers(header, topic, request.Command.Language));
    }

    private Reply ResetHere(ResetOffsetRequestHeader header, Topic topic)
    {
        if (settings.IsSlave)
            return Reply.Refused(ResponseCode.SystemError, "Can not reset offset in slave broker");
        if (groups.Find(header.Group) is null)
            return Reply.Refused(ResponseCode.SubscriptionGroupNotExist, $"Group {header.Group} does not exist");
        if (header.QueueId >= topic.ReadQueues)
            return Reply.Refused((ResponseCode)ResponseCodes5x.InvalidParameter, $"queueId={header.QueueId}: 0 to {topic.ReadQueues - 1} is allowed for topic {topic.Name}");
        if (header.Offset is >= 0 && header.QueueId is null or < 0)
            return Reply.Refused((ResponseCode)ResponseCodes5x.InvalidParameter, $"offset={header.Offset} needs a queueId, 0 to {topic.ReadQueues - 1}");
        var queues = header.QueueId is >= 0 and var one ? [one] : Enumerable.Range(0, topic.ReadQueues);
        var targets = queues.ToDictionary(queue => queue, queue => header.Offset is >= 0 and var offset ? offset : Target(topic, queue, header.Timestamp));
        foreach (var (queue, target) in targets)
        {
            var (least, most) = (store.GetMinOffset(topic.Name, queue), store.GetMaxOffset(topic.Name, queue));
            if (target < least || target > most)
                return Reply.Refused(ResponseCode.SystemError, $"Target offset {target} not in consume queue range [{least}-{most}]");
        }

        foreach (var (queue, target) in targets)
            offsets.Reset(topic.Name, header.Group, queue, target);
        return Reset(topic, targets);
    }

    private Reply ResetByConsumers(ResetOffsetRequestHeader header, Topic topic, LanguageCode asker)
    {
        var targets = new Dictionary<int, long>();
        for (var queue = 0; queue < topic.WriteQueues; queue++)
        {
            if (offsets.Find(topic.Name, header.Group, queue) is not { } consumed)
                return Reply.Refused(ResponseCode.SystemError, $"THe consumer group <{header.Group}> not exist");
            var target = Target(topic, queue, header.Timestamp);
            targets[queue] = header.IsForce || target < consumed ? target : consumed;
        }

        var members = consumers.ChannelsOf(header.Group);
        if (members.Count == 0)
        {
            return Reply.Refused(
                ResponseCode.ConsumerNotOnline,
                $"Consumer not online, so can not reset offset, Group: {header.Group} Topic: {header.Topic} Timestamp: {header.Timestamp}");
        }

        if (members.FirstOrDefault(member => member.Version < ConsumerCalls.KnowsOffsetsSince) is { } old)
            return ConsumerCalls.TooOld(old, ConsumerCalls.KnowsOffsetsSince);
        Tell(header, topic, targets, members, asker);
        return Reset(topic, targets);
    }

    private void Tell(ResetOffsetRequestHeader header, Topic topic, Dictionary<int, long> targets, IReadOnlyList<ClientChannel> members, LanguageCode asker)
    {
        // C++ clients can not read objects as keys; that the asker is one is all there is to go by.
        var body = asker == LanguageCode.Cpp
            ? FastJson.Write(new ResetOffsetBodyForCpp
            {
                OffsetTable = [.. targets.Select(target => new MessageQueueOffset { BrokerName = settings.BrokerName, Offset = target.Value, QueueId = target.Key, Topic = topic.Name })],
            })
            : FastJson.Write(Body(topic, targets));
        var told = new ResetOffsetRequestHeader { Topic = header.Topic, Group = header.Group, Timestamp = header.Timestamp };
        foreach (var member in members)
        {
            try
            {
                member.Connection.InvokeOneway(RemotingCommand.Request(RequestCode.ResetConsumerClientOffset, told, body));
            }
            catch (Exception gone) when (gone is RemotingException or ObjectDisposedException)
            {
                LogNotTold(logger, member.ClientId, header.Group, gone.Message);
            }
        }
    }

    private long Target(Topic topic, int queue, long timestamp) => Math.Max(
        0, timestamp == -1 ? store.GetMaxOffset(topic.Name, queue) : store.GetOffsetByTime(topic.Name, queue, timestamp));

    private Reply Reset(Topic topic, Dictionary<int, long> targets) => Reply.With(null, FastJson.Write(Body(topic, targets)), Untouched);

    private ResetOffsetBody Body(Topic topic, Dictionary<int, long> targets) =>
        new() { OffsetTable = targets.ToDictionary(target => new MessageQueue(topic.Name, settings.BrokerName, target.Key), target => target.Value) };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Client {Client} of group {Group} was not told to reset its offsets: {Reason}")]
    private static partial void LogNotTold(ILogger logger, string client, string group, string reason);
}
