using Microsoft.Extensions.Logging;
using RocketMQ.NameServer.KeyValues;
using RocketMQ.NameServer.Registry;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.NameServer.Hosting;

/// <summary>Every request that the name server understands, with its handler and its lane.</summary>
internal static class NameServerRoutes
{
    private const int Waiting = 10_000;

    public static RouteTable Build(RouteRegistry registry, KeyValueStore keyValues, ServerConfiguration configuration, ILoggerFactory loggers)
    {
        // One at a time: what a broker says about itself must be heard in the order in which it said it.
        var brokers = new Lane("registration", concurrency: 1, Waiting);
        var clients = new Lane("route", configuration.Integer(NameServerConfig.WorkerThreads), Waiting);
        var admin = new Lane("administration", concurrency: 2, capacity: 1000);

        var routes = new RouteTable.Builder(loggers);
        routes.In(brokers)
            .On(new RegisterBrokerHandler(registry, keyValues), RequestCode.RegisterBroker)
            .On(new UnregisterBrokerHandler(registry), RequestCode.UnregisterBroker)
            .On(new QueryDataVersionHandler(registry), RequestCode.QueryDataVersion)
            .On(new BrokerHeartbeatHandler(registry), RequestCode.BrokerHeartbeat);
        routes.In(clients)
            .On(new GetRouteInfoHandler(registry, keyValues, configuration), RequestCode.GetRouteInfoByTopic);
        routes.In(admin)
            .On(new GetClusterInfoHandler(registry), RequestCode.GetBrokerClusterInfo)
            .On(new GetTopicsHandler(registry), RequestCode.GetAllTopicListFromNameServer, RequestCode.GetUnitTopicList, RequestCode.GetHasUnitSubTopicList, RequestCode.GetHasUnitSubUnunitTopicList)
            .On(new GetTopicsByClusterHandler(registry), RequestCode.GetTopicsByCluster)
            .On(new GetSystemTopicsHandler(registry), RequestCode.GetSystemTopicListFromNs)
            .On(new WipeWritePermHandler(registry), RequestCode.WipeWritePermOfBroker)
            .On(new AddWritePermHandler(registry), RequestCode.AddWritePermOfBroker)
            .On(new DeleteTopicHandler(registry), RequestCode.DeleteTopicInNamesrv)
            .On(new PutKvConfigHandler(keyValues), RequestCode.PutKvConfig)
            .On(new GetKvConfigHandler(keyValues), RequestCode.GetKvConfig)
            .On(new DeleteKvConfigHandler(keyValues), RequestCode.DeleteKvConfig)
            .On(new GetKvListHandler(keyValues), RequestCode.GetKvListByNamespace)
            .On(new UpdateConfigHandler(configuration), RequestCode.UpdateNamesrvConfig)
            .On(new GetConfigHandler(configuration), RequestCode.GetNamesrvConfig);
        return routes.Build();
    }
}
