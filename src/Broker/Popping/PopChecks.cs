using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.Broker.Popping;

/// <summary>What must hold before a group may pop from a topic.</summary>
internal sealed class PopChecks(TopicTable topics, GroupTable groups, BrokerSettings settings, PopSettings pops)
{
    /// <exception cref="RejectedException">It may not; the remark says why.</exception>
    public (Topic Topic, Group Group) Demand(string topicName, string groupName, int queueId)
    {
        if (!settings.Permission.CanRead())
            throw new RejectedException(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] pop message is forbidden");
        var topic = topics.Find(topicName)
            ?? throw new RejectedException(ResponseCode.TopicNotExist, $"topic[{topicName}] not exist, apply first please!");
        if (!topic.Permissions.CanRead())
            throw new RejectedException(ResponseCode.NoPermission, $"the topic[{topicName}] pop message is forbidden");
        if (queueId >= topic.ReadQueues)
            throw Invalid($"queueId[{queueId}] is illegal, topic:[{topicName}] topicConfig.readQueueNums:[{topic.ReadQueues}]");
        var group = groups.FindOrCreate(groupName)
            ?? throw new RejectedException(ResponseCode.SubscriptionGroupNotExist, $"subscription group [{groupName}] does not exist");
        if (!group.Config.ConsumeEnable)
            throw new RejectedException(ResponseCode.NoPermission, $"subscription group no permission, {groupName}");
        if (groups.IsForbidden(groupName, topicName))
            throw new RejectedException(ResponseCode.NoPermission, $"the consumer group[{groupName}] is forbidden for topic[{topicName}]");
        // Found out now: a message that can not come again would be lost for the group.
        var retry = PopNames.RetryTopicOf(topicName, groupName, pops.RetryTopicV2);
        if (retry.Length > TopicRules.MaxLength)
            throw Invalid($"the retry topic {retry} would have {retry.Length} characters; {TopicRules.MaxLength} are allowed. Shorten the name of the topic or the group");
        return (topic, group);
    }

    public static RejectedException Invalid(string remark) => new((ResponseCode)ResponseCodes5x.InvalidParameter, remark);
}
