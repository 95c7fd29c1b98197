using System.Text;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Commands.Access;
using RocketMQ.Cli.Commands.Brokers;
using RocketMQ.Cli.Commands.Exports;
using RocketMQ.Cli.Commands.Groups;
using RocketMQ.Cli.Commands.Messages;
using RocketMQ.Cli.Commands.NameServers;
using RocketMQ.Cli.Commands.Project;
using RocketMQ.Cli.Commands.Topics;
using RocketMQ.Cli.Commands.Users;

namespace RocketMQ.Cli.Hosting;

/// <summary>All commands by name. A command is made when it is called for, since making all of them takes longer than most of them do.</summary>
internal static class CommandCatalog
{
    private static readonly Dictionary<string, Func<AdminCommand>> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["updateTopic"] = () => new UpdateTopic(),
        ["deleteTopic"] = () => new DeleteTopic(),
        ["updateTopicPerm"] = () => new UpdateTopicPerm(),
        ["topicRoute"] = () => new TopicRoute(),
        ["topicStatus"] = () => new TopicStatus(),
        ["topicClusterList"] = () => new TopicClusterList(),
        ["topicList"] = () => new TopicList(),
        ["updateOrderConf"] = () => new UpdateOrderConf(),
        ["allocateMQ"] = () => new AllocateMessageQueues(),
        ["cleanUnusedTopic"] = () => new CleanUnusedTopic(),
        ["statsAll"] = () => new StatsAll(),
        ["updateTopicList"] = () => new UpdateTopicList(),
        ["updateSubGroup"] = () => new UpdateSubscriptionGroup(),
        ["deleteSubGroup"] = () => new DeleteSubscriptionGroup(),
        ["updateSubGroupList"] = () => new UpdateSubscriptionGroupList(),
        ["getConsumerConfig"] = () => new GetConsumerConfig(),
        ["setConsumeMode"] = () => new SetConsumeMode(),
        ["consumerProgress"] = () => new ConsumerProgress(),
        ["consumerStatus"] = () => new ConsumerStatus(),
        ["consumerConnection"] = () => new ConsumerConnections(),
        ["cloneGroupOffset"] = () => new CloneGroupOffset(),
        ["resetOffsetByTime"] = () => new ResetOffsetByTime(),
        ["skipAccumulatedMessage"] = () => new SkipAccumulatedMessage(),
        ["startMonitoring"] = () => new StartMonitoring(),
        ["updateBrokerConfig"] = () => new UpdateBrokerConfig(),
        ["getBrokerConfig"] = () => new GetBrokerConfig(),
        ["brokerStatus"] = () => new BrokerStatus(),
        ["brokerConsumeStats"] = () => new BrokerConsumeStats(),
        ["clusterList"] = () => new ClusterList(),
        ["clusterRT"] = () => new ClusterSendTime(),
        ["cleanExpiredCQ"] = () => new CleanExpiredQueues(),
        ["deleteExpiredCommitLog"] = () => new DeleteExpiredCommitLog(),
        ["sendMsgStatus"] = () => new SendMessageStatus(),
        ["checkMsgSendRT"] = () => new CheckMessageSendTime(),
        ["producerConnection"] = () => new ProducerConnections(),
        ["producer"] = () => new Producers(),
        ["haStatus"] = () => new HaStatus(),
        ["resetMasterFlushOffset"] = () => new ResetMasterFlushOffset(),
        ["queryMsgById"] = () => new QueryMessageById(),
        ["queryMsgByKey"] = () => new QueryMessageByKey(),
        ["queryMsgByUniqueKey"] = () => new QueryMessageByUniqueKey(),
        ["queryMsgByOffset"] = () => new QueryMessageByOffset(),
        ["queryMsgTraceById"] = () => new QueryMessageTraceById(),
        ["printMsg"] = () => new PrintMessage(),
        ["printMsgByQueue"] = () => new PrintMessageByQueue(),
        ["sendMessage"] = () => new SendMessage(),
        ["consumeMessage"] = () => new ConsumeMessage(),
        ["queryCq"] = () => new QueryConsumeQueue(),
        ["updateKvConfig"] = () => new UpdateKvConfig(),
        ["deleteKvConfig"] = () => new DeleteKvConfig(),
        ["wipeWritePerm"] = () => new WipeWritePermission(),
        ["addWritePerm"] = () => new AddWritePermission(),
        ["getNamesrvConfig"] = () => new GetNameServerConfig(),
        ["updateNamesrvConfig"] = () => new UpdateNameServerConfig(),
        ["updateAclConfig"] = () => new UpdateAclConfig(),
        ["deleteAccessConfig"] = () => new DeleteAccessConfig(),
        ["clusterAclConfigVersion"] = () => new ClusterAclConfigVersion(),
        ["getAclConfig"] = () => new GetAclConfig(),
        ["updateGlobalWhiteAddr"] = () => new UpdateGlobalWhiteAddress(),
        ["createUser"] = () => new CreateUser(),
        ["updateUser"] = () => new UpdateUser(),
        ["deleteUser"] = () => new DeleteUser(),
        ["getUser"] = () => new GetUser(),
        ["listUser"] = () => new ListUser(),
        ["copyUser"] = () => new CopyUser(),
        ["createAcl"] = () => new CreateAcl(),
        ["updateAcl"] = () => new UpdateAcl(),
        ["deleteAcl"] = () => new DeleteAcl(),
        ["getAcl"] = () => new GetAcl(),
        ["listAcl"] = () => new ListAcl(),
        ["copyAcl"] = () => new CopyAcl(),
        ["exportMetadata"] = () => new ExportMetadata(),
        ["exportConfigs"] = () => new ExportConfigs(),
        ["exportMetrics"] = () => new ExportMetrics(),
        ["syncDocs"] = () => new SyncDocs(),
    };

    // Names that the original also knows them by.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["deleteAclConfig"] = "deleteAccessConfig" };

    /// <summary>Names in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Commands.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Other names of some of them.</summary>
    public static IReadOnlyCollection<string> OtherNames => Aliases.Keys;

    /// <summary>The command of a name, in any case; null when there is none.</summary>
    public static AdminCommand? Find(string name) => Commands.GetValueOrDefault(Aliases.GetValueOrDefault(name, name))?.Invoke();

    public static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The list of commands that mqadmin alone prints.</summary>
    public static string Describe()
    {
        var text = new StringBuilder("The commands of mqadmin:\n");
        foreach (var name in Names)
            text.Append("   ").Append(name.PadRight(25)).Append(' ').Append(Find(name)!.Description).Append('\n');
        text.Append("   completion                prints a script that completes commands and options, for bash or zsh\n");
        text.Append("\n'mqadmin help COMMAND' lists the options of a command.\n");
        text.Append("Exit codes: 0 done, 1 refused or answered in part, 2 bad usage, 3 nobody answered.\n");
        return text.ToString();
    }
}
