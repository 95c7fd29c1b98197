using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Popping;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Topics;

/// <summary>Topics that nobody asked for by name: those of the servers, those created by a send, and those of consumer groups (docs/protocol.md 6.8).</summary>
internal sealed partial class TopicCreation(TopicTable topics, BrokerSettings settings, ServerConfiguration configuration, ILogger<TopicCreation> logger)
{
    private const int ReadWrite = (int)(Permissions.Read | Permissions.Write);
    private const int ReadWriteInherit = ReadWrite | (int)Permissions.Inherit;
    private const int DelayQueues = 18;

    /// <summary>Bit of topicSysFlag.</summary>
    private const int UnitSubscription = 2;

    /// <summary>Names of the topics that belong to this broker rather than to its users.</summary>
    public IReadOnlyList<string> SystemTopicNames =>
    [
        .. SystemTopicConfigs().Select(config => config.TopicName).Append(SystemTopics.TransactionHalf).Append(SystemTopics.TransactionOp)
            .Append(SystemTopics.TransactionCheckMaxTime).Append(SystemTopics.AutoCreate).Append(SystemTopics.Trace).Distinct(),
    ];

    /// <summary>Whether users may not create or delete it.</summary>
    public bool IsSystemTopic(string name) =>
        SystemTopics.IsSystemTopic(name) || name == settings.ClusterName || name == settings.BrokerName || name == SystemTopics.ReplyTopicOf(settings.ClusterName);

    /// <summary>Makes the servers' own topics that are missing.</summary>
    public void EnsureSystemTopics()
    {
        var missing = SystemTopicConfigs().Where(config => topics.Find(config.TopicName) is null).ToList();
        if (missing.Count > 0)
            topics.Put(missing);
    }

    /// <summary>Creates a topic after the example of another, for a send to a topic that is not there. Null where that is not allowed.</summary>
    public Topic? CreateOnSend(string name, string example, int queues)
    {
        if (SystemTopics.IsRetry(name))
            return topics.GetOrAdd(Config(name, 1, ReadWrite));
        if (topics.Find(example) is not { } template || !template.Permissions.CanInherit()
            || (!settings.AutoCreateTopic && example == SystemTopics.AutoCreate))
            return null;
        queues = Math.Max(0, Math.Min(queues, template.WriteQueues));
        if (queues == 0)
            return null;
        LogCreated(name, queues, example);
        return topics.GetOrAdd(Config(name, queues, (int)(template.Permissions & ~Permissions.Inherit)) with
        {
            TopicSysFlag = template.Config.TopicSysFlag,
            TopicFilterType = template.Config.TopicFilterType,
        });
    }

    /// <summary>The topic that a group's failed messages come back on.</summary>
    /// <param name="group">The group.</param>
    /// <param name="queues">Queues a new one gets.</param>
    /// <param name="isUnit">Whether a new one is marked as belonging to a unit, as the consumer says.</param>
    public Topic RetryTopic(string group, int queues, bool isUnit = false)
    {
        var name = SystemTopics.RetryTopicOf(group);
        return topics.Find(name) ?? topics.GetOrAdd(Config(name, Math.Max(1, queues), ReadWrite) with { TopicSysFlag = isUnit ? UnitSubscription : 0 });
    }

    /// <summary>A topic that a group's popped messages come back on.</summary>
    public Topic PopRetryTopic(string name) => topics.Find(name) ?? topics.GetOrAdd(Config(name, 1, ReadWrite));

    /// <summary>The topic that messages end on when a group has given them up.</summary>
    public Topic DeadLetterTopic(string group)
    {
        var name = SystemTopics.DeadLetterTopicOf(group);
        return topics.Find(name) ?? topics.GetOrAdd(Config(name, 1, ReadWrite));
    }

    /// <summary>Where the first halves of transactions are kept.</summary>
    public Topic HalfTopic() => Own(SystemTopics.TransactionHalf);

    /// <summary>Where is noted which halves have been dealt with.</summary>
    public Topic OpTopic() => Own(SystemTopics.TransactionOp);

    /// <summary>Where halves end whose producer never said what becomes of them.</summary>
    public Topic CheckMaxTimeTopic() => Own(SystemTopics.TransactionCheckMaxTime);

    /// <summary>Where messages wait for a delivery time of their own.</summary>
    public Topic TimerTopic() => Own(SystemTopics.Timer);

    /// <summary>A topic of the servers that exists from its first use on.</summary>
    private Topic Own(string name) => topics.Find(name) ?? topics.GetOrAdd(Config(name, 1, ReadWrite));

    private static TopicConfig Config(string name, int queues, int permissions) =>
        new() { TopicName = name, ReadQueueNums = queues, WriteQueueNums = queues, Perm = permissions };

    private IEnumerable<TopicConfig> SystemTopicConfigs()
    {
        yield return Config(SystemTopics.SelfTest, 1, ReadWrite);
        if (settings.AutoCreateTopic)
            yield return Config(SystemTopics.AutoCreate, configuration.Integer("defaultTopicQueueNums"), ReadWriteInherit);
        yield return Config(SystemTopics.Benchmark, 1024, ReadWrite);
        yield return Config(settings.ClusterName, 16, configuration.Flag("clusterTopicEnable") ? ReadWriteInherit : (int)Permissions.Inherit);
        if (settings.BrokerName != settings.ClusterName)
            yield return Config(settings.BrokerName, 1, configuration.Flag("brokerTopicEnable") ? ReadWriteInherit : (int)Permissions.Inherit);
        yield return Config(SystemTopics.OffsetMovedEvent, 1, ReadWrite);
        yield return Config(SystemTopics.Schedule, DelayQueues, ReadWrite);
        if (configuration.Flag("traceTopicEnable"))
            yield return Config(configuration.Text("msgTraceTopicName"), 1, ReadWrite);
        yield return Config(SystemTopics.ReplyTopicOf(settings.ClusterName), 1, ReadWrite);
        yield return Config(PopNames.ReviveTopicOf(settings.ClusterName), configuration.Integer("reviveQueueNum"), ReadWrite);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Topic {Topic} created by a send, with {Queues} queues after the example of {Example}")]
    private partial void LogCreated(string topic, int queues, string example);
}
