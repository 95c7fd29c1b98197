using RocketMQ.Remoting.Hosting;
using RocketMQ.Telemetry;

namespace RocketMQ.NameServer.Hosting;

/// <summary>Every property of the name server. docs/protocol.md 7.3.</summary>
internal static class NameServerConfig
{
    public const string ListenPort = "listenPort";
    public const string BindAddress = "bindAddress";
    public const string KvConfigPath = "kvConfigPath";
    public const string ConfigStorePath = "configStorePath";
    public const string OrderMessageEnable = "orderMessageEnable";
    public const string WorkerThreads = "serverWorkerThreads";
    public const string MaxIdleSeconds = "serverChannelMaxIdleTimeSeconds";
    public const string Backlog = "serverSocketBacklog";
    public const string ScanInterval = "scanNotActiveBrokerInterval";

    /// <summary>Beside that of brokers, so that both can run on one machine.</summary>
    private const int MetricsPort = 5556;

    /// <summary>The catalogue.</summary>
    public static ConfigCatalog Catalog { get; } = new(
    [
        ConfigKey.Integer(ListenPort, 9876, 0, 65535, "Port for clients, brokers and tools; 0 takes a free one."),
        ConfigKey.Text(BindAddress, "127.0.0.1", "IP address to listen on. 0.0.0.0 opens the port to the network; requests are not authenticated."),
        ConfigKey.Text(KvConfigPath, UnderHome("kvConfig.json"), "File of the key-value configuration."),
        ConfigKey.Text(ConfigStorePath, UnderHome("namesrv.properties"), "File in which changes at run time are kept; the file given with -c where there is one."),
        ConfigKey.Flag(OrderMessageEnable, false, "Whether routes carry the ORDER_TOPIC_CONFIG of their topic.") with { Editable = true },
        ConfigKey.Integer(WorkerThreads, 8, 1, 1024, "Requests of clients and tools served at the same time."),
        ConfigKey.Integer(MaxIdleSeconds, 120, 1, 86_400, "Seconds without a byte after which a connection is closed."),
        ConfigKey.Integer(Backlog, 1024, 1, 65535, "Connections that may wait to be accepted."),
        ConfigKey.Integer(ScanInterval, 10_000, 100, 3_600_000, "Milliseconds between two looks for brokers that have fallen silent."),
        .. MetricsKeys.All(MetricsPort),
        .. TlsKeys.All,
    ],
    [
        // The original's, which have no meaning here.
        "rocketmqHome", "productEnvName", "clusterTest", "configBlackList", "serverSelectorThreads", "serverCallbackExecutorThreads",
        "serverOnewaySemaphoreValue", "serverAsyncSemaphoreValue", "serverSocketSndBufSize", "serverSocketRcvBufSize",
        "writeBufferHighWaterMark", "writeBufferLowWaterMark", "serverPooledByteBufAllocatorEnable", "useEpollNativeSelector",
        "serverShutdownWaitTimeInMillis",

        // Those that 5.x added.
        "returnOrderTopicConfigToBroker", "clientRequestThreadPoolNums", "defaultThreadPoolNums", "clientRequestThreadPoolQueueCapacity",
        "defaultThreadPoolQueueCapacity", "unRegisterBrokerQueueCapacity", "supportActingMaster", "enableAllTopicList", "enableTopicList",
        "notifyMinBrokerIdChanged", "enableControllerInNamesrv", "needWaitForService", "waitSecondsForService",
        "deleteTopicWithBrokerRegistration",
    ]);

    private static string UnderHome(string file) =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "namesrv", file);
}
