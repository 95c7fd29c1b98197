using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Access;
using RocketMQ.Broker.Admin;
using RocketMQ.Broker.Assignment;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Offsets;
using RocketMQ.Broker.Popping;
using RocketMQ.Broker.Pulling;
using RocketMQ.Broker.Queries;
using RocketMQ.Broker.Relay;
using RocketMQ.Broker.Replies;
using RocketMQ.Broker.Replication;
using RocketMQ.Broker.Sending;
using RocketMQ.Broker.Statistics;
using RocketMQ.Broker.Topics;
using RocketMQ.Broker.Transactions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Hosting;

/// <summary>Every request a broker understands, by lane: its table of contents. All others are answered REQUEST_CODE_NOT_SUPPORTED.</summary>
internal static class BrokerRoutes
{
    /// <param name="node">The parts that serve.</param>
    /// <param name="pulls">Whether pulls are served; they are not on the VIP port (docs/protocol.md 2.4).</param>
    public static RouteTable Build(BrokerNode node, bool pulls)
    {
        var routes = new RouteTable.Builder(node.Environment.Loggers);
        AddMessages(routes, node, pulls);
        AddReplies(routes, node);
        AddPops(routes, node, pulls);
        AddClients(routes, node);
        AddRelays(routes, node);
        AddTopics(routes, node);
        AddGroups(routes, node);
        AddAdministration(routes, node);
        return routes.Build(node.Access is { } access ? new AccessGuard(access) : null);
    }

    private static void AddMessages(RouteTable.Builder routes, BrokerNode node, bool pulls)
    {
        routes.OnInline(
            new SendMessageHandler(
                node.Topics, node.Creation, node.Groups, node.Store, node.Sends, node.Settings, node.Identity, node.Placement, node.Confirmations,
                node.Statistics, node.Environment.Time),
            RequestCode.SendMessage, RequestCode.SendMessageV2, RequestCode.SendBatchMessage);
        if (pulls)
        {
            routes.OnInline(
                new PullMessageHandler(
                    node.Topics, node.Groups, node.Offsets, new PullFilters(node.Consumers, node.Filters, node.Compiled, node.Settings), node.Settings,
                    node.Permissions, node.Pulls),
                RequestCode.PullMessage, RequestCode.LitePullMessage);
        }

        routes.In(node.Lanes.Send)
            .On(new SendBackHandler(node.Groups, node.Creation, node.Store, node.Settings, node.Identity, node.Delays, node.Confirmations, node.Statistics), RequestCode.ConsumerSendMsgBack);
        routes.In(node.Lanes.Transactions)
            .On(
                new EndTransactionHandler(node.Transactions, node.Ops, node.Store, node.Placement, node.Topics, node.Identity, node.Confirmations, node.Statistics),
                RequestCode.EndTransaction);
        routes.In(node.Lanes.Query)
            .On(new QueryMessageHandler(node.Store, node.Settings), RequestCode.QueryMessage)
            .On(new ViewMessageHandler(node.Store), RequestCode.ViewMessageById);
    }

    private static void AddReplies(RouteTable.Builder routes, BrokerNode node)
    {
        var (loggers, time) = (node.Environment.Loggers, node.Environment.Time);
        var push = new ReplyPush(node.Producers, node.Identity, time, loggers.CreateLogger<ReplyPush>());
        routes.In(node.Lanes.Replies)
            .On(
                new ReplyMessageHandler<SendMessageRequestHeader>(push, node.Topics, node.Creation, node.Store, node.Settings, node.Identity, time),
                RequestCode.SendReplyMessage)
            .On(
                new ReplyMessageHandler<SendMessageV2RequestHeader>(push, node.Topics, node.Creation, node.Store, node.Settings, node.Identity, time),
                RequestCode.SendReplyMessageV2);
    }

    private static void AddPops(RouteTable.Builder routes, BrokerNode node, bool pulls)
    {
        var (pops, time) = (node.Pops, node.Environment.Time);
        if (pulls)
        {
            routes.In(node.Lanes.Pull)
                .On(Popped(node, new PopMessageHandler(pops.Checks, pops.Filters, pops.Service, pops.Points, pops.Parking, time)), RequestCode.PopMessage)
                .On(new PeekMessageHandler(pops.Checks, pops.Service), RequestCode.PeekMessage)
                .On(Popped(node, new NotificationHandler(pops.Checks, pops.Service, pops.Parking, time)), RequestCode.Notification)
                .On(new PollingInfoHandler(pops.Checks, pops.Waiting), RequestCode.PollingInfo);
        }

        routes.In(node.Lanes.Acks)
            .On(Popped(node, new AckMessageHandler(node.Topics, pops.Acks)), RequestCode.AckMessage)
            .On(Popped(node, new BatchAckMessageHandler(pops.Acks)), RequestCode.BatchAckMessage)
            .On(Popped(node, new ChangeInvisibleTimeHandler(node.Topics, pops.Acks)), RequestCode.ChangeMessageInvisibleTime);
        routes.In(node.Lanes.Admin)
            .On(new QueryAssignmentHandler(pops.Queues, node.Consumers, pops.Modes, pops.Settings), RequestCode.QueryAssignment)
            .On(new SetRequestModeHandler(pops.Modes, node.Topics, node.Groups), RequestCode.SetMessageRequestMode)
            .On(new AllRequestModesHandler(pops.Modes), RequestCode.GetAllMessageRequestMode)
            .On(new RefusedHandler("a message once stored can not be recalled by this broker"), RequestCode.RecallMessage)
            .On(new RefusedHandler("static topics are not supported by this broker; create a normal topic"), RequestCode.UpdateAndCreateStaticTopic)
            .On(new RefusedHandler("check points of pops are kept in the revive topic only, there is nothing to roll back"), RequestCode.PopRollback);
    }

    private static void AddRelays(RouteTable.Builder routes, BrokerNode node)
    {
        var (calls, loggers) = (new ConsumerCalls(node.Consumers), node.Environment.Loggers);
        routes.In(node.Lanes.Relay)
            .On(new ConsumerRunningInfoHandler(calls), RequestCode.GetConsumerRunningInfo)
            .On(new ConsumeMessageDirectlyHandler(calls, node.Store, node.Settings), RequestCode.ConsumeMessageDirectly)
            .On(new ConsumerStatusHandler(node.Consumers, loggers.CreateLogger<ConsumerStatusHandler>()), RequestCode.InvokeBrokerToGetConsumerStatus);
        routes.In(node.Lanes.Admin)
            .On(
                new ResetOffsetHandler(
                    node.Topics, node.Groups, node.Consumers, node.Offsets, node.Store, node.Settings, loggers.CreateLogger<ResetOffsetHandler>()),
                RequestCode.InvokeBrokerToResetOffset)
            .On(new QueryCorrectionOffsetHandler(node.Offsets), RequestCode.QueryCorrectionOffset)
            .On(new CloneGroupOffsetHandler(node.Offsets, node.Topics, node.Consumers), RequestCode.CloneGroupOffset)
            .On(new TopicsOfGroupHandler(node.Offsets, node.Identity), RequestCode.QueryTopicsByConsumer)
            .On(new SubscriptionOfGroupHandler(node.Consumers), RequestCode.QuerySubscriptionByConsumer)
            .On(new GroupForbiddenHandler(node.Groups), RequestCode.UpdateAndGetGroupForbidden);
    }

    private static void AddClients(RouteTable.Builder routes, BrokerNode node)
    {
        var locks = new QueueLocks(node.Environment.Time);
        routes.In(node.Lanes.Clients)
            .On(new HeartbeatHandler(node.Consumers, node.Producers, node.Groups, node.Creation, node.Environment.Time), RequestCode.HeartBeat)
            .On(new UnregisterClientHandler(node.Consumers, node.Producers, node.Groups), RequestCode.UnregisterClient)
            .On(new CheckClientHandler(node.Settings, node.Compiled), RequestCode.CheckClientConfig)
            .On(new LockQueuesHandler(locks), RequestCode.LockBatchMq)
            .On(new UnlockQueuesHandler(locks), RequestCode.UnlockBatchMq);
        routes.In(node.Lanes.Consumers)
            .On(new ConsumerListHandler(node.Consumers), RequestCode.GetConsumerListByGroup)
            .On(new QueryConsumerOffsetHandler(node.Offsets, node.Store), RequestCode.QueryConsumerOffset)
            .On(new UpdateConsumerOffsetHandler(node.Offsets), RequestCode.UpdateConsumerOffset);
        routes.In(node.Lanes.Admin)
            .On(new ConsumerConnectionHandler(node.Consumers), RequestCode.GetConsumerConnectionList)
            .On(new ProducerConnectionHandler(node.Producers), RequestCode.GetProducerConnectionList)
            .On(new ProducerInfoHandler(node.Producers), RequestCode.GetAllProducerInfo)
            .On(new SearchOffsetHandler(node.Store), RequestCode.SearchOffsetByTimestamp)
            .On(new GetMaxOffsetHandler(node.Store), RequestCode.GetMaxOffset)
            .On(new GetMinOffsetHandler(node.Store), RequestCode.GetMinOffset)
            .On(new EarliestStoreTimeHandler(node.Store), RequestCode.GetEarliestMsgStoreTime)
            .On(new AllConsumerOffsetHandler(node.Offsets), RequestCode.GetAllConsumerOffset)
            .On(new AllDelayOffsetHandler(node.Delivery), RequestCode.GetAllDelayOffset);
    }

    private static void AddTopics(RouteTable.Builder routes, BrokerNode node)
    {
        var names = new TopicNames(node.Creation);
        routes.In(node.Lanes.Admin)
            .On(OnMaster(node, new UpdateTopicHandler(node.Topics, names, node.Registrar)), RequestCode.UpdateAndCreateTopic)
            .On(OnMaster(node, new UpdateTopicListHandler(node.Topics, names, node.Registrar)), RequestCode.UpdateAndCreateTopicList)
            .On(OnMaster(node, new DeleteTopicHandler(node.Topics, names, node.Store)), RequestCode.DeleteTopicInBroker)
            .On(new CleanUnusedTopicsHandler(node.Topics, node.Store), RequestCode.CleanUnusedTopic)
            .On(new AllTopicsHandler(node.Topics), RequestCode.GetAllTopicConfig)
            .On(new TopicConfigHandler(node.Topics), RequestCode.GetTopicConfig)
            .On(new SystemTopicsHandler(node.Creation), RequestCode.GetSystemTopicListFromBroker)
            .On(new TopicStatsHandler(node.Topics, node.Store, node.Settings), RequestCode.GetTopicStatsInfo)
            .On(new TopicConsumersHandler(node.Consumers, node.Offsets), RequestCode.QueryTopicConsumeByWho);
    }

    private static void AddGroups(RouteTable.Builder routes, BrokerNode node)
    {
        var stats = new ConsumeStatsReader(node.Topics, node.Consumers, node.Offsets, node.Store, node.Statistics, node.Settings);
        routes.In(node.Lanes.Admin)
            .On(OnMaster(node, new UpdateGroupHandler(node.Groups)), RequestCode.UpdateAndCreateSubscriptionGroup)
            .On(OnMaster(node, new UpdateGroupListHandler(node.Groups)), RequestCode.UpdateAndCreateSubscriptionGroupList)
            .On(OnMaster(node, new DeleteGroupHandler(node.Groups, node.Offsets)), RequestCode.DeleteSubscriptionGroup)
            .On(new AllGroupsHandler(node.Groups), RequestCode.GetAllSubscriptionGroupConfig)
            .On(new GroupConfigHandler(node.Groups), RequestCode.GetSubscriptionGroupConfig)
            .On(new ConsumeStatsHandler(stats, node.Offsets), RequestCode.GetConsumeStats)
            .On(new BrokerConsumeStatsHandler(stats, node.Groups, node.Offsets, node.Topics, node.Identity), RequestCode.GetBrokerConsumeStats)
            .On(new ConsumeTimeSpanHandler(node.Topics, node.Offsets, node.Store, node.Settings, node.Environment.Time), RequestCode.QueryConsumeTimeSpan);
    }

    private static void AddAdministration(RouteTable.Builder routes, BrokerNode node)
    {
        var (time, version) = (node.Environment.Time, new ConfigVersion(node.Environment.Time));
        routes.In(node.Lanes.Admin)
            .On(
                new UpdateConfigHandler(node.Configuration, node.Settings, version, node.Topics, node.Environment.ConfigFile),
                RequestCode.UpdateBrokerConfig)
            .On(new GetConfigHandler(node.Configuration, version), RequestCode.GetBrokerConfig)
            .On(
                new RuntimeInfoHandler(
                    node.Store, node.Statistics, node.Rates, node.Pulls, node.Delivery, node.Settings, node.Configuration, node.Lanes, time),
                RequestCode.GetBrokerRuntimeInfo)
            .On(new HaStatusHandler(node.Store, node.Slaves, node.Follower, time), RequestCode.GetBrokerHaStatus)
            .On(new ResetMasterFlushOffsetHandler(node.Follower), RequestCode.ResetMasterFlushOffset)
            .On(new PutAccountHandler(node.Access), RequestCode.UpdateAndCreateAclConfig)
            .On(new RemoveAccountHandler(node.Access), RequestCode.DeleteAclConfig)
            .On(new AccessVersionHandler(node.Access, node.Identity), RequestCode.GetBrokerClusterAclInfo)
            .On(new WhiteAddressesHandler(node.Access), RequestCode.UpdateGlobalWhiteAddrsConfig)
            .On(new AccountListHandler(node.Access), RequestCode.GetBrokerClusterAclConfig)
            .On(new BrokerStatsHandler(node.Statistics), RequestCode.ViewBrokerStatsData)
            .On(new QueryConsumeQueueHandler(node.Store, node.Consumers, node.Filters), RequestCode.QueryConsumeQueue)
            .On(new CleanExpiredQueuesHandler(node.Store), RequestCode.CleanExpiredConsumeQueue)
            .On(new DeleteExpiredFilesHandler(node.Store), RequestCode.DeleteExpiredCommitLog)
            .On(new ResumeCheckHandler(node.Store, node.Creation, node.Identity), RequestCode.ResumeCheckHalfMessage);
    }

    private static MasterOnly<THeader> Popped<THeader>(BrokerNode node, IRequestHandler<THeader> handler)
        where THeader : IRemotingHeader, new() => new(node.Settings, handler, "a slave takes no pops and acknowledgements; its master does");

    private static MasterOnly<THeader> OnMaster<THeader>(BrokerNode node, IRequestHandler<THeader> handler)
        where THeader : IRemotingHeader, new() => new(node.Settings, handler);
}
