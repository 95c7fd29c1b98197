using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>What clients may do and how their requests are served (docs/protocol.md 7.3).</summary>
internal static class TrafficKeys
{
    public static IEnumerable<ConfigKey> All { get; } =
    [
        ConfigKey.Integer("brokerPermission", 6, 0, 7, "4 reading, 2 writing, 6 both.") with { Editable = true },
        ConfigKey.Integer("defaultTopicQueueNums", 8, 1, 65536, "Queues of the template topic TBW102.") with { Editable = true },
        ConfigKey.Flag("autoCreateTopicEnable", true, "Whether a send to an unknown topic creates it.") with { Editable = true },
        ConfigKey.Flag("clusterTopicEnable", true, "Whether topics may be created after the topic named as the cluster."),
        ConfigKey.Flag("brokerTopicEnable", true, "Whether topics may be created after the topic named as the broker."),
        ConfigKey.Flag("autoCreateSubscriptionGroup", true, "Whether an unknown consumer group is created when it is first seen.") with { Editable = true },
        ConfigKey.Flag("traceTopicEnable", false, "Whether the trace topic exists from the start."),
        ConfigKey.Text("msgTraceTopicName", "RMQ_SYS_TRACE_TOPIC", "Name of the trace topic."),
        ConfigKey.Flag("traceOn", true, "Told to producers in the answer to every send: whether they may trace.") with { Editable = true },
        ConfigKey.Long("startAcceptSendRequestTimeStamp", 0, 0, long.MaxValue, "Milliseconds since 1970 before which sends are refused.") with { Editable = true },
        ConfigKey.Flag("longPollingEnable", true, "Whether a pull that finds nothing waits as long as its caller allows.") with { Editable = true },
        ConfigKey.Long("shortPollingTimeMills", 1000, 1, 60_000, "Milliseconds a pull waits where longPollingEnable is false.") with { Editable = true },
        ConfigKey.Flag("notifyConsumerIdsChangedEnable", true, "Whether consumers are told when their group changes.") with { Editable = true },
        ConfigKey.Flag("slaveReadEnable", false, "Whether consumers far behind are sent to a slave.") with { Editable = true },
        ConfigKey.Flag("enablePropertyFilter", false, "Whether consumers may filter by SQL92 conditions on properties.") with { Editable = true },
        ConfigKey.Flag("filterSupportRetry", false, "Whether messages to be consumed again are filtered by SQL92 too.") with { Editable = true },
        ConfigKey.Long("filterDataCleanTimeSpan", 86_400_000, 1000, long.MaxValue / 2, "Milliseconds the SQL92 filter of a group is kept after its last client has gone."),
        ConfigKey.Integer("flushConsumerOffsetInterval", 5000, 100, 3_600_000, "Milliseconds between two writes of consumerOffset.json."),
        ConfigKey.Integer("registerNameServerPeriod", 30_000, 10_000, 60_000, "Milliseconds between two registrations."),
        ConfigKey.Integer("registerBrokerTimeoutMills", 6000, 100, 60_000, "Milliseconds a name server has for its answer."),
        ConfigKey.Integer("defaultQueryMaxNum", 32, 1, 1024, "Messages in the answer to a query by unique key.") with { Editable = true },
        ConfigKey.Integer("maxMsgsNumBatch", 64, 1, 1024, "Messages in the answer to a query by key.") with { Editable = true },
        ConfigKey.Integer("serverChannelMaxIdleTimeSeconds", 120, 1, 86_400, "Seconds without a byte after which a connection is closed."),
        ConfigKey.Integer("serverSocketBacklog", 1024, 1, 65_535, "Connections waiting to be accepted."),
        ConfigKey.Integer("adminBrokerThreadPoolNums", 16, 1, 1024, "Administrative requests served at the same time."),
        ConfigKey.Integer("clientManagerThreadPoolQueueCapacity", 1_000_000, 1, 10_000_000, "Requests of clients about themselves that may wait."),
        ConfigKey.Integer("consumerManagerThreadPoolQueueCapacity", 1_000_000, 1, 10_000_000, "Requests about consumer offsets that may wait."),
        ConfigKey.Integer("queryMessageThreadPoolNums", 10, 1, 1024, "Queries served at the same time."),
        ConfigKey.Integer("queryThreadPoolQueueCapacity", 20_000, 1, 10_000_000, "Queries that may wait."),
        ConfigKey.Integer("pullMessageThreadPoolNums", 20, 1, 1024, "Woken pulls served at the same time."),
        ConfigKey.Integer("pullThreadPoolQueueCapacity", 100_000, 1, 10_000_000, "Woken pulls that may wait to be served, and pulls that may wait for messages."),
        ConfigKey.Integer("sendThreadPoolQueueCapacity", 10_000, 1, 10_000_000, "Sends that may wait for the disk under SYNC_FLUSH, and sent-back messages that may wait to be served."),
        ConfigKey.Flag("brokerFastFailureEnable", true, "Whether requests that have waited too long to be served are answered SYSTEM_BUSY instead."),
        ConfigKey.Integer("waitTimeMillsInSendQueue", 200, 1, 3_600_000, "Milliseconds that a sent-back message may wait to be served."),
        ConfigKey.Integer("waitTimeMillsInPullQueue", 5000, 1, 3_600_000, "Milliseconds that a woken pull may wait to be served."),
        ConfigKey.Integer("waitTimeMillsInHeartbeatQueue", 31_000, 1, 3_600_000, "Milliseconds that a heartbeat may wait to be served."),
        ConfigKey.Flag("useServerSideResetOffset", false, "Whether the broker itself sets offsets that are reset, for groups that are offline too, as 5.x does. Otherwise consumers do, as in 4.9; single queues and groups that pop are always set here.") with { Editable = true },
        ConfigKey.Flag("storeReplyMessageEnable", true, "Whether replies to request messages are stored besides being pushed to the requester.") with { Editable = true },
        ConfigKey.Flag("disableConsumeIfConsumerReadSlowly", false, "Whether groups that are too far behind may not consume any more.") with { Editable = true },
        ConfigKey.Long("consumerFallbehindThreshold", 16L * 1024 * 1024 * 1024, 1, long.MaxValue, "Bytes of the log a group may be behind where disableConsumeIfConsumerReadSlowly is true.") with { Editable = true },
        ConfigKey.Integer("processReplyMessageThreadPoolNums", 64, 1, 1024, "Replies to request messages served at the same time."),
        ConfigKey.Integer("replyThreadPoolQueueCapacity", 10_000, 1, 10_000_000, "Replies to request messages that may wait."),
    ];
}
