using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Groups;

/// <summary>A consumer group of this broker as requests see it. Never changes: an edited group is a new object.</summary>
internal sealed class Group(SubscriptionGroupConfig config)
{
    /// <summary>The settings as files and tools know them. Not to be changed.</summary>
    public SubscriptionGroupConfig Config { get; } = config;

    public string Name { get; } = config.GroupName;

    public string RetryTopic { get; } = Model.SystemTopics.RetryTopicOf(config.GroupName);
}
