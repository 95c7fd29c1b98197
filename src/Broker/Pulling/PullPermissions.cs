using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.Broker.Pulling;

/// <summary>Whether a group may read a topic now. Asked when a pull comes and again when it was woken: an administrator may have changed it meanwhile.</summary>
internal sealed class PullPermissions(TopicTable topics, GroupTable groups, BrokerSettings settings)
{
    /// <summary>Null where it may.</summary>
    public Reply? Check(Topic topic, Group group)
    {
        if (!settings.Permission.CanRead())
            return Reply.Refused(ResponseCode.NoPermission, $"the broker[{settings.BrokerName}] pulling message is forbidden");
        if (!group.Config.ConsumeEnable)
            return Reply.Refused(ResponseCode.NoPermission, $"subscription group no permission, {group.Name}");
        if (!topic.Permissions.CanRead())
            return Reply.Refused(ResponseCode.NoPermission, $"the topic[{topic.Name}] pulling message is forbidden");
        return groups.IsForbidden(group.Name, topic.Name)
            ? Reply.Refused(ResponseCode.NoPermission, $"the consumer group[{group.Name}] is forbidden for topic[{topic.Name}]")
            : null;
    }

    /// <summary>The same for a pull that waited, by what topic and group are now.</summary>
    public Reply? CheckAgain(in PullRequest pull)
    {
        if (topics.Find(pull.Topic.Name) is not { } topic)
            return Reply.Refused(ResponseCode.TopicNotExist, $"topic[{pull.Topic.Name}] not exist, apply first please!");
        return groups.Find(pull.Group.Name) is { } group
            ? Check(topic, group)
            : Reply.Refused(ResponseCode.SubscriptionGroupNotExist, $"subscription group [{pull.Group.Name}] does not exist");
    }
}
