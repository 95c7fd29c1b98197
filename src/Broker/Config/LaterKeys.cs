using RocketMQ.Broker.Scheduling;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>Messages that are not to be seen at once: delayed ones, and those of transactions (docs/protocol.md 6.9, 6.10, 7.3).</summary>
internal static class LaterKeys
{
    public static IEnumerable<ConfigKey> All { get; } =
    [
        ConfigKey.Text("messageDelayLevel", "1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h", "Delay levels 1, 2, ...: numbers with s, m, h or d, separated by spaces. A change counts from the next start; messages that wait then are delivered when they were to be, and at once where the level has become shorter than what is left.") with { Editable = true, Rule = DelayLevels.Check },
        ConfigKey.Integer("flushDelayOffsetInterval", 10_000, 100, 3_600_000, "Milliseconds between two writes of delayOffset.json."),
        ConfigKey.Flag("timerWheelEnable", true, "Whether messages may carry a delivery time of their own (TIMER_DELIVER_MS and kin).") with { Editable = true },
        ConfigKey.Integer("timerMaxDelaySec", 3 * 24 * 3600, 1, 40 * 24 * 3600, "Seconds a message with a delivery time of its own may wait at most.") with { Editable = true },
        ConfigKey.Integer("timerRollWindowSlot", 2 * 24 * 3600, 60, 7 * 24 * 3600, "Seconds after which a message that still waits for its delivery time is written anew, so that it outlives the log file it stands in; never more than half of fileReservedTime. A change counts from the next start."),
        ConfigKey.Integer("timerFlushIntervalMs", 1000, 100, 3_600_000, "Milliseconds between two notes of how far messages with a delivery time of their own were delivered, for the case that the machine crashes."),
        ConfigKey.Flag("rejectTransactionMessage", false, "Whether transactional messages are refused.") with { Editable = true },
        ConfigKey.Long("transactionTimeOut", 6000, 0, 86_400_000, "Milliseconds after which a transaction's producer is asked for its outcome, unless the message says otherwise.") with { Editable = true },
        ConfigKey.Integer("transactionCheckMax", 15, 1, 10_000, "How often a producer is asked before the message is given up and kept in TRANS_CHECK_MAX_TIME_TOPIC.") with { Editable = true },
        ConfigKey.Long("transactionCheckInterval", 60_000, 100, 86_400_000, "Milliseconds between two rounds of asking.") with { Editable = true },
        ConfigKey.Integer("endTransactionPoolQueueCapacity", 100_000, 1, 10_000_000, "Ends of transactions that may wait."),
    ];
}
