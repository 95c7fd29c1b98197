using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>Every property of a broker (docs/protocol.md 7.2, 7.3).</summary>
internal static class BrokerCatalog
{
    /// <summary>Properties of the original that mean nothing here: sizes of pools that do not exist, tuning of its runtime, features to come.</summary>
    private static readonly string[] Ignored =
    [
        "messageStorePlugIn", "sendMessageThreadPoolNums", "putMessageFutureThreadPoolNums", "processReplyMessageThreadPoolNums",
        "heartbeatThreadPoolNums", "clientManageThreadPoolNums", "consumerManageThreadPoolNums", "endTransactionThreadPoolNums",
        "compressedRegister", "flushConsumerOffsetHistoryInterval", "fetchNamesrvAddrByAddressServer",
        "putThreadPoolQueueCapacity", "replyThreadPoolQueueCapacity", "heartbeatThreadPoolQueueCapacity", "endTransactionPoolQueueCapacity",
        "filterServerNums", "highSpeedMode", "commercialEnable", "commercialTimerCount", "commercialTransCount", "commercialBigCount",
        "commercialBaseCount", "transferMsgByHeap", "maxDelayTime", "disableConsumeIfConsumerReadSlowly", "consumerFallbehindThreshold",
        "brokerFastFailureEnable", "waitTimeMillsInSendQueue", "waitTimeMillsInPullQueue", "waitTimeMillsInHeartbeatQueue",
        "waitTimeMillsInTransactionQueue", "enableCalcFilterBitMap", "expectConsumerNumUseFilter", "maxErrorRateOfBloomFilter",
        "forceRegister", "transactionTimeOut", "transactionCheckMax", "transactionCheckInterval",
        "storeReplyMessageEnable", "enableDetailStat", "autoDeleteUnusedStats", "isolateLogEnable", "configBlackList",
        "rmqAddressServerDomain", "rmqAddressServerSubGroup", "brokerConfigPath",
        "readOnlyCommitLogStorePaths", "enableConsumeQueueExt", "mappedFileSizeConsumeQueueExt", "bitMapLengthConsumeQueueExt",
        "commitIntervalCommitLog", "useReentrantLockWhenPutMessage", "flushCommitLogTimed", "deleteCommitLogFilesInterval",
        "deleteConsumeQueueFilesInterval", "destroyMapedFileIntervalForcibly", "redeleteHangedFileInterval", "putMsgIndexHightWater",
        "commitCommitLogLeastPages", "flushConsumeQueueLeastPages", "commitCommitLogThoroughInterval", "messageIndexSafe",
        "haSendHeartbeatInterval", "haHousekeepingInterval", "haTransferBatchSize", "haMasterAddress", "haSlaveFallbehindMax", "slaveTimeout",
        "warmMapedFileEnable", "flushLeastPagesWhenWarmMapedFile", "offsetCheckInSlave", "debugLockEnable", "duplicationEnable",
        "diskFallRecorded", "osPageCacheBusyTimeOutMills", "transientStorePoolEnable", "transientStorePoolSize",
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

    /// <summary>The original's switch for TLS of a process's own connections; a broker makes them to name servers only.</summary>
    public static ConfigKey TlsToNameServers { get; } = ConfigKey.Flag("tls.enable", false, "Whether connections to name servers use TLS.");

    public static ConfigCatalog Create() => new([.. IdentityKeys.All, .. StoreKeys.All, .. TrafficKeys.All, .. TlsKeys.All, TlsToNameServers], Ignored);
}
