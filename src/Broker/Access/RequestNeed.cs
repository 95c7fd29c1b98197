using System.Collections.Frozen;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Broker.Access;

/// <summary>What a request needs besides a good signature, and in which of its fields the topic and the group stand.</summary>
internal sealed class RequestNeed
{
    private static readonly RequestNeed Nothing = new();
    private static readonly RequestNeed Administrator = new() { Admin = true };
    private static readonly FrozenDictionary<int, RequestNeed> ByCode = Table().ToFrozenDictionary(entry => (int)entry.Code, entry => entry.Need);

    /// <summary>Only an administrator.</summary>
    public bool Admin { get; private init; }

    /// <summary>Field with the topic; empty for none.</summary>
    public byte[] TopicField { get; private init; } = [];

    /// <summary>What is needed on the topic.</summary>
    public Rights Topic { get; private init; }

    /// <summary>Field with the group, on which SUB is needed; empty for none.</summary>
    public byte[] GroupField { get; private init; } = [];

    /// <summary>Groups and topics stand in the body, which is a heartbeat.</summary>
    public bool IsHeartbeat { get; private init; }

    /// <summary>Groups and topics stand in the body, which names acknowledgements.</summary>
    public bool IsBatchAck { get; private init; }

    /// <summary>The topic is the one a message was popped from: the group's retry topic of its topic, whose name says less than the group.</summary>
    public bool IsOfPopped { get; private init; }

    /// <summary>Of a request; those that are not listed are an administrator's.</summary>
    public static RequestNeed Of(int code) => ByCode.GetValueOrDefault(code, Administrator);

    private static RequestNeed Publish(ReadOnlySpan<byte> topic) => new() { TopicField = topic.ToArray(), Topic = Rights.Pub };

    private static RequestNeed Subscribe(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> group) =>
        new() { TopicField = topic.ToArray(), Topic = Rights.Sub, GroupField = group.ToArray() };

    private static IEnumerable<(RequestCode Code, RequestNeed Need)> Table()
    {
        var consume = Subscribe("topic"u8, "consumerGroup"u8);
        var popped = new RequestNeed { TopicField = consume.TopicField, Topic = Rights.Sub, GroupField = consume.GroupField, IsOfPopped = true };
        var group = Subscribe(default, "consumerGroup"u8);
        return
        [
            (RequestCode.SendMessage, Publish("topic"u8)),
            (RequestCode.SendMessageV2, Publish("b"u8)),
            (RequestCode.SendBatchMessage, Publish("b"u8)),
            (RequestCode.RecallMessage, Publish("topic"u8)),
            (RequestCode.PullMessage, consume),
            (RequestCode.LitePullMessage, consume),
            (RequestCode.UpdateConsumerOffset, consume),
            (RequestCode.PopMessage, consume),
            (RequestCode.AckMessage, popped),
            (RequestCode.PeekMessage, consume),
            (RequestCode.ChangeMessageInvisibleTime, popped),
            (RequestCode.Notification, consume),
            (RequestCode.InvokeBrokerToResetOffset, Subscribe("topic"u8, "group"u8)),
            (RequestCode.QueryMessage, Subscribe("topic"u8, default)),
            (RequestCode.ConsumerSendMsgBack, Subscribe(default, "group"u8)),
            (RequestCode.UnregisterClient, group),
            (RequestCode.GetConsumerListByGroup, group),
            (RequestCode.ConsumeMessageDirectly, group),
            (RequestCode.HeartBeat, new RequestNeed { IsHeartbeat = true }),
            (RequestCode.BatchAckMessage, new RequestNeed { IsBatchAck = true }),
            .. SignatureOnly.Select(code => (code, Nothing)),
        ];
    }

    /// <summary>Requests of clients about what they are permitted already, and those that only ask.</summary>
    private static IEnumerable<RequestCode> SignatureOnly =>
    [
        RequestCode.QueryConsumerOffset, RequestCode.SearchOffsetByTimestamp, RequestCode.GetMaxOffset, RequestCode.GetMinOffset,
        RequestCode.GetEarliestMsgStoreTime, RequestCode.ViewMessageById, RequestCode.EndTransaction, RequestCode.LockBatchMq, RequestCode.UnlockBatchMq,
        RequestCode.CheckClientConfig, RequestCode.SendReplyMessage, RequestCode.SendReplyMessageV2, RequestCode.QueryAssignment,
        RequestCode.PollingInfo, RequestCode.GetAllTopicConfig, RequestCode.GetTopicConfig, RequestCode.GetBrokerConfig,
        RequestCode.GetBrokerRuntimeInfo, RequestCode.GetAllConsumerOffset, RequestCode.GetAllDelayOffset, RequestCode.GetBrokerClusterAclInfo,
        RequestCode.GetTimerCheckPoint, RequestCode.GetTimerMetrics, RequestCode.GetAllSubscriptionGroupConfig, RequestCode.GetSubscriptionGroupConfig,
        RequestCode.GetTopicStatsInfo, RequestCode.GetConsumerConnectionList, RequestCode.GetProducerConnectionList, RequestCode.GetConsumeStats,
        RequestCode.InvokeBrokerToGetConsumerStatus, RequestCode.QueryTopicConsumeByWho, RequestCode.QueryConsumeTimeSpan,
        RequestCode.GetSystemTopicListFromBroker, RequestCode.GetConsumerRunningInfo, RequestCode.QueryCorrectionOffset, RequestCode.ViewBrokerStatsData,
        RequestCode.GetBrokerConsumeStats, RequestCode.QueryConsumeQueue, RequestCode.GetAllProducerInfo, RequestCode.QueryTopicsByConsumer,
        RequestCode.QuerySubscriptionByConsumer, RequestCode.GetAllMessageRequestMode, RequestCode.GetBrokerHaStatus,
    ];
}
