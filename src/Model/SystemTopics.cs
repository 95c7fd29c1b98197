using System.Collections.Frozen;

namespace RocketMQ.Model;

/// <summary>Topics that the servers make for themselves, and the prefixes with a meaning (docs/protocol.md 4.2.9, 6.8).</summary>
public static class SystemTopics
{
    public const string Schedule = "SCHEDULE_TOPIC_XXXX";
    /// <summary>Where messages with a delivery time of their own wait; the name of 5.x.</summary>
    public const string Timer = "rmq_sys_wheel_timer";

    public const string TransactionHalf = "RMQ_SYS_TRANS_HALF_TOPIC";
    public const string TransactionOp = "RMQ_SYS_TRANS_OP_HALF_TOPIC";
    public const string TransactionCheckMaxTime = "TRANS_CHECK_MAX_TIME_TOPIC";
    public const string Trace = "RMQ_SYS_TRACE_TOPIC";
    public const string SelfTest = "SELF_TEST_TOPIC";
    public const string AutoCreate = "TBW102";
    public const string Benchmark = "BenchmarkTest";
    public const string OffsetMovedEvent = "OFFSET_MOVED_EVENT";

    public const string RetryPrefix = "%RETRY%";
    public const string DeadLetterPrefix = "%DLQ%";
    public const string SystemPrefix = "rmq_sys_";
    public const string ReplySuffix = "_REPLY_TOPIC";

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal, Schedule, TransactionHalf, TransactionOp, TransactionCheckMaxTime, Trace, SelfTest, AutoCreate, Benchmark, OffsetMovedEvent);

    private static readonly FrozenSet<string> ForbiddenToSend = FrozenSet.Create(
        StringComparer.Ordinal, Schedule, Timer, TransactionHalf, TransactionOp, TransactionCheckMaxTime, SelfTest, OffsetMovedEvent);

    /// <summary>
    /// Whether a topic belongs to the servers. The topics named after a cluster and a broker are theirs too, but known only there.
    /// </summary>
    public static bool IsSystemTopic(string topic) => Names.Contains(topic) || topic.StartsWith(SystemPrefix, StringComparison.Ordinal);

    /// <summary>Whether clients are refused when they send to this topic (2.4.1 step 5).</summary>
    public static bool IsForbiddenToSend(string topic) => ForbiddenToSend.Contains(topic);

    public static bool IsRetry(string topic) => topic.StartsWith(RetryPrefix, StringComparison.Ordinal);

    public static bool IsDeadLetter(string topic) => topic.StartsWith(DeadLetterPrefix, StringComparison.Ordinal);

    public static string RetryTopicOf(string group) => RetryPrefix + group;

    public static string DeadLetterTopicOf(string group) => DeadLetterPrefix + group;

    public static string ReplyTopicOf(string cluster) => cluster + ReplySuffix;
}
