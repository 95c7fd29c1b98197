namespace RocketMQ.Remoting.Headers;

/// <summary>The two sets of wire names of a send request. docs/protocol.md 2.4.1.</summary>
internal sealed record SendMessageFieldNames(
    string ProducerGroup,
    string Topic,
    string DefaultTopic,
    string DefaultTopicQueueNums,
    string QueueId,
    string SysFlag,
    string BornTimestamp,
    string Flag,
    string Properties,
    string ReconsumeTimes,
    string UnitMode,
    string MaxReconsumeTimes,
    string Batch,
    string BrokerName)
{
    /// <summary>Of 10 and 324.</summary>
    public static readonly SendMessageFieldNames Long = new(
        "producerGroup", "topic", "defaultTopic", "defaultTopicQueueNums", "queueId", "sysFlag", "bornTimestamp", "flag", "properties",
        "reconsumeTimes", "unitMode", "maxReconsumeTimes", "batch", "bname");

    /// <summary>Of 310, 320 and 325.</summary>
    public static readonly SendMessageFieldNames Short = new("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");
}
