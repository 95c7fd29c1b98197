namespace RocketMQ.Model;

/// <summary>Names of the message properties that clients and servers give a meaning to (docs/protocol.md 4.2.6).</summary>
public static class PropertyNames
{
    public const string Keys = "KEYS";
    public const string Tags = "TAGS";
    public const string Wait = "WAIT";
    public const string Delay = "DELAY";
    public const string RetryTopic = "RETRY_TOPIC";
    public const string RealTopic = "REAL_TOPIC";
    public const string RealQueueId = "REAL_QID";
    public const string TransactionPrepared = "TRAN_MSG";
    public const string ProducerGroup = "PGROUP";
    public const string MinOffset = "MIN_OFFSET";
    public const string MaxOffset = "MAX_OFFSET";
    public const string BuyerId = "BUYER_ID";
    public const string OriginMessageId = "ORIGIN_MESSAGE_ID";
    public const string TransferFlag = "TRANSFER_FLAG";
    public const string CorrectionFlag = "CORRECTION_FLAG";
    public const string Mq2Flag = "MQ2_FLAG";
    public const string ReconsumeTime = "RECONSUME_TIME";
    public const string MessageRegion = "MSG_REGION";
    public const string TraceOn = "TRACE_ON";
    public const string UniqueKey = "UNIQ_KEY";
    public const string MaxReconsumeTimes = "MAX_RECONSUME_TIMES";
    public const string ConsumeStartTime = "CONSUME_START_TIME";
    public const string TransactionPreparedQueueOffset = "TRAN_PREPARED_QUEUE_OFFSET";
    public const string TransactionCheckTimes = "TRANSACTION_CHECK_TIMES";
    public const string CheckImmunityTimeInSeconds = "CHECK_IMMUNITY_TIME_IN_SECONDS";
    public const string InstanceId = "INSTANCE_ID";
    public const string CorrelationId = "CORRELATION_ID";
    public const string ReplyToClient = "REPLY_TO_CLIENT";
    public const string TimeToLive = "TTL";
    public const string ArriveTime = "ARRIVE_TIME";
    public const string PushReplyTime = "PUSH_REPLY_TIME";
    public const string Cluster = "CLUSTER";
    public const string MessageType = "MSG_TYPE";
    public const string InnerMultiDispatch = "INNER_MULTI_DISPATCH";
    public const string InnerMultiQueueOffset = "INNER_MULTI_QUEUE_OFFSET";

    // Written by 5.x clients and brokers.
    public const string DuplicateInfo = "DUP_INFO";
    public const string ExtendUniqueInfo = "EXTEND_UNIQ_INFO";
    public const string DeadLetterOriginTopic = "DLQ_ORIGIN_TOPIC";
    public const string DeadLetterOriginMessageId = "DLQ_ORIGIN_MESSAGE_ID";
    public const string Crc32 = "__CRC32#";
    public const string BornHost = "__BORNHOST";
    public const string BornTimestamp = "BORN_TIMESTAMP";
    public const string FirstPopTime = "1ST_POP_TIME";
    public const string PopCheckPoint = "POP_CK";
    public const string PopCheckPointOffset = "POP_CK_OFFSET";
    public const string ForwardQueueId = "PROPERTY_FORWARD_QUEUE_ID";
    public const string Redirect = "REDIRECT";
    public const string InnerNum = "INNER_NUM";
    public const string InnerBase = "INNER_BASE";
    public const string ShardingKey = "__SHARDINGKEY";
    public const string TransactionId = "__transactionId__";
    public const string TraceContext = "TRACE_CONTEXT";
    public const string TimerDeliverMs = "TIMER_DELIVER_MS";
    public const string TimerDelayMs = "TIMER_DELAY_MS";
    public const string TimerDelaySec = "TIMER_DELAY_SEC";
    public const string TimerDelayLevel = "TIMER_DELAY_LEVEL";
    public const string TimerOutMs = "TIMER_OUT_MS";
    public const string TimerEnqueueMs = "TIMER_ENQUEUE_MS";
    public const string TimerDequeueMs = "TIMER_DEQUEUE_MS";
    public const string TimerRollTimes = "TIMER_ROLL_TIMES";
    public const string TimerDeleteUniqueKey = "TIMER_DEL_UNIQKEY";
    public const string TransientPrefix = "__RMQ.TRANSIENT.";

    /// <summary>What separates several keys in the value of <see cref="Keys"/>.</summary>
    public const char KeySeparator = ' ';
}
