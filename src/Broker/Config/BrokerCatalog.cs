using RocketMQ.Remoting.Hosting;
using RocketMQ.Telemetry;

namespace RocketMQ.Broker.Config;

/// <summary>Every property of a broker (docs/protocol.md 7.2, 7.3).</summary>
internal static class BrokerCatalog
{
    /// <summary>Where 5.x brokers serve their figures.</summary>
    private const int MetricsPort = 5557;

    /// <summary>Properties of the original that mean nothing here: sizes of pools that do not exist, tuning of its runtime, features to come.</summary>
    private static readonly string[] Ignored =
    [
        "messageStorePlugIn", "sendMessageThreadPoolNums", "putMessageFutureThreadPoolNums",
        "heartbeatThreadPoolNums", "clientManageThreadPoolNums", "consumerManageThreadPoolNums", "endTransactionThreadPoolNums",
        "compressedRegister", "flushConsumerOffsetHistoryInterval", "fetchNamesrvAddrByAddressServer",
        "putThreadPoolQueueCapacity", "heartbeatThreadPoolQueueCapacity",
        "filterServerNums", "highSpeedMode", "commercialEnable", "commercialTimerCount", "commercialTransCount", "commercialBigCount",
        "commercialBaseCount", "transferMsgByHeap", "maxDelayTime",
        "waitTimeMillsInTransactionQueue", "enableCalcFilterBitMap", "expectConsumerNumUseFilter", "maxErrorRateOfBloomFilter",
        "forceRegister",
        "enableDetailStat", "autoDeleteUnusedStats", "isolateLogEnable", "configBlackList",
        "rmqAddressServerDomain", "rmqAddressServerSubGroup", "brokerConfigPath",
        "readOnlyCommitLogStorePaths", "enableConsumeQueueExt", "mappedFileSizeConsumeQueueExt", "bitMapLengthConsumeQueueExt",
        "commitIntervalCommitLog", "useReentrantLockWhenPutMessage", "flushCommitLogTimed",
        "deleteConsumeQueueFilesInterval", "putMsgIndexHightWater",
        "commitCommitLogLeastPages", "flushConsumeQueueLeastPages", "commitCommitLogThoroughInterval", "messageIndexSafe",
        "warmMapedFileEnable", "flushLeastPagesWhenWarmMapedFile", "debugLockEnable", "duplicationEnable",
        "diskFallRecorded", "transientStorePoolEnable", "transientStorePoolSize",
        "fastFailIfNoBufferInStorePool", "enableDLegerCommitLog", "dLegerGroup", "dLegerPeers", "dLegerSelfId", "preferredLeaderId",
        "storePathDLedgerCommitLog", "isEnableBatchPush", "enableBatchPush", "enableScheduleMessageStats", "enableLmq", "enableMultiDispatch",
        "maxLmqConsumeQueueNum", "enableScheduleAsyncDeliver", "scheduleAsyncDeliverMaxPendingLimit", "scheduleAsyncDeliverMaxResendNum2Blocked",
        "serverWorkerThreads", "serverCallbackExecutorThreads", "serverSelectorThreads", "serverOnewaySemaphoreValue",
        "serverAsyncSemaphoreValue", "serverSocketSndBufSize", "serverSocketRcvBufSize", "writeBufferHighWaterMark", "writeBufferLowWaterMark",
        "serverPooledByteBufAllocatorEnable", "useEpollNativeSelector", "useTLS",
        "clientWorkerThreads", "clientCallbackExecutorThreads", "clientOnewaySemaphoreValue", "clientAsyncSemaphoreValue",
        "connectTimeoutMillis", "channelNotActiveInterval", "clientChannelMaxIdleTimeSeconds", "clientSocketSndBufSize", "clientSocketRcvBufSize",
        "clientPooledByteBufAllocatorEnable", "clientCloseSocketIfTimeout",
    ];

    /// <summary>What -m prints: the properties that the original prints there, in its order, then those that its list lacks.</summary>
    private static readonly string[] Important =
    [
        "namesrvAddr", "brokerIP1", "brokerName", "brokerClusterName", "brokerId", "autoCreateTopicEnable", "autoCreateSubscriptionGroup",
        "msgTraceTopicName", "traceTopicEnable", "rejectTransactionMessage", "transactionTimeOut", "transactionCheckMax", "transactionCheckInterval",
        "aclEnable", "storePathRootDir", "storePathCommitLog", "flushIntervalCommitLog", "deleteWhen", "fileReservedTime",
        "maxTransferBytesOnMessageInMemory", "maxTransferCountOnMessageInMemory", "maxTransferBytesOnMessageInDisk", "maxTransferCountOnMessageInDisk",
        "accessMessageInMemoryMaxRatio", "messageIndexEnable", "haMasterAddress", "brokerRole", "flushDiskType", "cleanFileForciblyEnable",
        "listenPort", "bindAddress", "enablePropertyFilter", "maxMessageSize",
    ];

    /// <summary>The original's switch for TLS of a process's own connections; a broker makes them to name servers only.</summary>
    public static ConfigKey TlsToNameServers { get; } = ConfigKey.Flag("tls.enable", false, "Whether connections to name servers use TLS.");

    public static ConfigCatalog Create() => new(
        [.. IdentityKeys.All, .. StoreKeys.All, .. TrafficKeys.All, .. PopKeys.All, .. LaterKeys.All, .. ReplicationKeys.All, .. MetricsKeys.All(MetricsPort), .. TlsKeys.All, TlsToNameServers],
        Ignored, Important);
}
