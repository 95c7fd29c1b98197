using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>Which page does what each command of mqadmin does. A command without a page of its own has the one where its subject is.</summary>
internal static class CommandPages
{
    private const int LongestText = 1000;

    private static readonly Dictionary<string, Func<CommandReading, string>> Pages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["updateTopic"] = UpdateTopic,
        ["updateTopicPerm"] = UpdateTopic,
        ["updateOrderConf"] = UpdateTopic,
        ["updateTopicList"] = TopicList,
        ["topicList"] = TopicList,
        ["cleanUnusedTopic"] = TopicList,
        ["statsAll"] = line => line["topic"] is null ? TopicList(line) : Topic(line),
        ["deleteTopic"] = Topic,
        ["topicClusterList"] = Topic,
        ["topicStatus"] = line => TopicTab(line, "queues"),
        ["allocateMQ"] = line => TopicTab(line, "queues"),
        ["topicRoute"] = line => TopicTab(line, "route"),
        ["producerConnection"] = ProducersOfGroup,
        ["checkMsgSendRT"] = Topic,
        ["sendMessage"] = SendMessage,

        ["updateSubGroup"] = UpdateGroup,
        ["updateSubGroupList"] = line => Addresses.Groups(line.Cluster.Name),
        ["startMonitoring"] = line => Addresses.Groups(line.Cluster.Name),
        ["deleteSubGroup"] = line => Group(line, null),
        ["getConsumerConfig"] = line => Group(line, "settings"),
        ["setConsumeMode"] = line => Group(line, "settings"),
        ["consumerProgress"] = line => Group(line, null),
        ["consumerStatus"] = line => Group(line, "members"),
        ["consumerConnection"] = line => Group(line, "members"),
        ["cloneGroupOffset"] = OffsetPages.Clone,
        ["resetOffsetByTime"] = OffsetPages.Reset,
        ["skipAccumulatedMessage"] = OffsetPages.Skip,

        ["queryMsgById"] = MessageById,
        ["queryMsgByUniqueKey"] = MessageById,
        ["queryMsgTraceById"] = MessageById,
        ["queryMsgByKey"] = MessagesByKey,
        ["queryMsgByOffset"] = line => MessagesAt(line, "queueId", "offset"),
        ["printMsgByQueue"] = line => MessagesAt(line, "queueId", "offset"),
        ["queryCq"] = line => MessagesAt(line, "queue", "index"),
        ["printMsg"] = Messages,
        ["consumeMessage"] = line => line["queueId"] is null ? Messages(line) : MessagesAt(line, "queueId", "offset"),

        ["clusterList"] = line => Addresses.Cluster(line.Cluster.Name),
        ["clusterRT"] = line => Addresses.Cluster(line.Cluster.Name),
        ["getNamesrvConfig"] = line => Addresses.Cluster(line.Cluster.Name),
        ["updateNamesrvConfig"] = line => Addresses.Cluster(line.Cluster.Name),
        ["updateKvConfig"] = line => Addresses.Cluster(line.Cluster.Name),
        ["deleteKvConfig"] = line => Addresses.Cluster(line.Cluster.Name),
        ["cleanExpiredCQ"] = Broker,
        ["deleteExpiredCommitLog"] = Broker,
        ["brokerStatus"] = Broker,
        ["brokerConsumeStats"] = Broker,
        ["producer"] = Producers,
        ["sendMsgStatus"] = Broker,
        ["wipeWritePerm"] = Broker,
        ["addWritePerm"] = Broker,
        ["getBrokerConfig"] = BrokerConfig,
        ["updateBrokerConfig"] = BrokerConfig,
        ["haStatus"] = line => Addresses.Replication(line.Cluster.Name),
        ["resetMasterFlushOffset"] = line => Addresses.Replication(line.Cluster.Name),

        ["updateAclConfig"] = Access,
        ["deleteAccessConfig"] = Access,
        ["deleteAclConfig"] = Access,
        ["clusterAclConfigVersion"] = Access,
        ["getAclConfig"] = Access,
        ["updateGlobalWhiteAddr"] = Access,
        ["createUser"] = Access,
        ["updateUser"] = Access,
        ["deleteUser"] = Access,
        ["getUser"] = Access,
        ["listUser"] = Access,
        ["copyUser"] = Access,
        ["createAcl"] = Access,
        ["updateAcl"] = Access,
        ["deleteAcl"] = Access,
        ["getAcl"] = Access,
        ["listAcl"] = Access,
        ["copyAcl"] = Access,

        ["exportMetadata"] = TopicList,
        ["exportConfigs"] = line => Addresses.Cluster(line.Cluster.Name),
        ["exportMetrics"] = line => Addresses.Overview(line.Cluster.Name),
    };

    /// <summary>Makes the address for a line of a command; null for a command that has nothing to do with a cluster.</summary>
    public static Func<CommandReading, string>? Find(string command) => Pages.GetValueOrDefault(command);

    private static string TopicList(CommandReading line) => Addresses.Topics(line.Cluster.Name);

    private static string Topic(CommandReading line) =>
        line["topic"] is { } topic ? Addresses.Topic(line.Cluster.Name, topic) : TopicList(line);

    private static string TopicTab(CommandReading line, string tab) =>
        line["topic"] is { } topic ? Addresses.TopicTab(line.Cluster.Name, topic, tab) : TopicList(line);

    private static string UpdateTopic(CommandReading line)
    {
        var topic = line["topic"];
        var cluster = line.Cluster;
        var exists = cluster.Snapshot.Topics.Any(one => one.Name == topic);
        return CommandReading.With(
            topic is not null && exists ? Addresses.EditTopic(cluster.Name, topic) : Addresses.NewTopic(cluster.Name),
            ("name", exists ? null : topic),
            ("read", line["readQueueNums"]),
            ("write", line["writeQueueNums"]),
            ("perm", line["perm"]),
            ("order", line["order"]),
            ("type", MessageType(line)),
            ("broker", line.Broker?.BrokerName));
    }

    // Of the attributes the form has this one alone, and not where a broker is too old for it.
    private static string? MessageType(CommandReading line)
    {
        if (line.Cluster.Snapshot.Brokers.All(broker => MessageTypes.AreKnownTo(broker) is not false)
            && line["attributes"] is { } attributes && MessageTypes.All.FirstOrDefault(type => attributes == $"+{MessageTypes.Attribute}={type}") is { } named)
            return named;
        line.Used.Remove("attributes");
        return null;
    }

    private static string SendMessage(CommandReading line) => line["topic"] is not { } topic
        ? TopicList(line)
        : CommandReading.With(Addresses.TopicTab(line.Cluster.Name, topic, "send"), ("body", Short(line, "body")), ("tag", line["tags"]), ("keys", line["key"]), ("broker", line["broker"]), ("queue", line["qid"]));

    // Addresses have a length that servers in between take: a longer text is left for the user to paste.
    private static string? Short(CommandReading line, string option)
    {
        if (line[option] is not { Length: > LongestText })
            return line[option];
        line.Used.Remove(option);
        return null;
    }

    private static string Group(CommandReading line, string? tab)
    {
        var group = line["groupName"] ?? line["consumerGroup"] ?? line["group"];
        return group is null ? Addresses.Groups(line.Cluster.Name) : tab is null ? Addresses.Group(line.Cluster.Name, group) : Addresses.GroupTab(line.Cluster.Name, group, tab);
    }

    private static string UpdateGroup(CommandReading line)
    {
        var group = line["groupName"];
        var cluster = line.Cluster;
        var exists = cluster.Snapshot.Groups.Any(one => one.Name == group);
        return CommandReading.With(
            group is not null && exists ? Addresses.EditGroup(cluster.Name, group) : Addresses.NewGroup(cluster.Name),
            ("name", exists ? null : group),
            ("consume", line["consumeEnable"]),
            ("fromMin", line["consumeFromMinEnable"]),
            ("broadcast", line["consumeBroadcastEnable"]),
            ("retryQueues", line["retryQueueNums"]),
            ("retryMax", line["retryMaxTimes"]),
            ("brokerId", line["brokerId"]),
            ("slowBrokerId", line["whichBrokerWhenConsumeSlowly"]),
            ("notify", line["notifyConsumerIdsChanged"]),
            ("broker", line.Broker?.BrokerName));
    }

    // The page lists the producers of all brokers.
    private static string Producers(CommandReading line)
    {
        line.Used.Remove("broker");
        return Addresses.Clients(line.Cluster.Name);
    }

    // The page needs no topic to find a producer.
    private static string ProducersOfGroup(CommandReading line)
    {
        line.Used.Add("topic");
        return CommandReading.With(Addresses.Clients(line.Cluster.Name), ("q", line["producerGroup"]));
    }

    private static string MessageById(CommandReading line) => line["msgId"] is { } id
        ? MessageAddresses.Of(line.Cluster.Name, id, line["topic"])
        : MessageAddresses.Search(line.Cluster.Name, new MessageQuery { Mode = SearchMode.Id, Topic = line["topic"] });

    private static string MessagesByKey(CommandReading line) =>
        MessageAddresses.Search(line.Cluster.Name, new MessageQuery { Mode = SearchMode.Key, Topic = line["topic"], Key = line["msgKey"] });

    private static string Messages(CommandReading line) => MessageAddresses.Search(line.Cluster.Name, new MessageQuery { Topic = line["topic"] });

    // What is no number is left for the page to be filled in.
    private static string MessagesAt(CommandReading line, string queue, string offset) => MessageAddresses.Search(line.Cluster.Name, new MessageQuery
    {
        Mode = SearchMode.Offset,
        Topic = line["topic"],
        Broker = line["brokerName"] ?? line.Broker?.BrokerName,
        Queue = int.TryParse(line[queue], out var number) ? number : null,
        Offset = long.TryParse(line[offset], out var position) ? position : null,
    });

    private static string Broker(CommandReading line) => line.Broker is { } broker
        ? Addresses.Broker(line.Cluster.Name, broker.BrokerName, broker.BrokerId)
        : Addresses.Cluster(line.Cluster.Name);

    private static string BrokerConfig(CommandReading line) => line.Broker is { BrokerId: >= 0 } ? Broker(line) + "/config" : Broker(line);

    private static string Access(CommandReading line) => Addresses.Access(line.Cluster.Name);
}
