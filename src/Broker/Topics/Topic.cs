using RocketMQ.Broker.Statistics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Topics;

/// <summary>A topic of this broker as requests see it. Never changes: an edited topic is a new object.</summary>
internal sealed class Topic(TopicConfig config, TopicTraffic traffic)
{
    /// <summary>The settings as files and tools know them. Not to be changed.</summary>
    public TopicConfig Config { get; } = config;

    public string Name { get; } = config.TopicName;

    public int ReadQueues { get; } = config.ReadQueueNums;

    public int WriteQueues { get; } = config.WriteQueueNums;

    /// <summary>Queue ids from here on are not this topic's.</summary>
    public int Queues { get; } = Math.Max(config.ReadQueueNums, config.WriteQueueNums);

    public Permissions Permissions { get; } = (Permissions)config.Perm;

    public bool IsOrdered { get; } = config.Order;

    /// <summary>Flags that every message of the topic gets.</summary>
    public SystemFlags MessageFlags { get; } = config.TopicFilterType == TopicFilterType.MultiTag ? SystemFlags.MultiTags : SystemFlags.None;

    public bool IsRetry { get; } = SystemTopics.IsRetry(config.TopicName);

    public bool IsForbiddenToSend { get; } = SystemTopics.IsForbiddenToSend(config.TopicName);

    public TopicTraffic Traffic { get; } = traffic;
}
