namespace RocketMQ.Broker.Sending;

/// <summary>How the fields of a send are called: in full on the wire of 10, by letters on that of 310 and 320 (docs/protocol.md 2.4.1).</summary>
internal sealed record SendFieldNames(
    byte[] ProducerGroup, byte[] Topic, byte[] DefaultTopic, byte[] DefaultTopicQueueNums, byte[] QueueId, byte[] SysFlag, byte[] BornTimestamp,
    byte[] Flag, byte[] Properties, byte[] ReconsumeTimes, byte[] MaxReconsumeTimes, byte[] Batch)
{
    public static SendFieldNames Long { get; } = new(
        "producerGroup"u8.ToArray(), "topic"u8.ToArray(), "defaultTopic"u8.ToArray(), "defaultTopicQueueNums"u8.ToArray(), "queueId"u8.ToArray(),
        "sysFlag"u8.ToArray(), "bornTimestamp"u8.ToArray(), "flag"u8.ToArray(), "properties"u8.ToArray(), "reconsumeTimes"u8.ToArray(),
        "maxReconsumeTimes"u8.ToArray(), "batch"u8.ToArray());

    public static SendFieldNames Short { get; } = new(
        "a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray(), "d"u8.ToArray(), "e"u8.ToArray(), "f"u8.ToArray(), "g"u8.ToArray(), "h"u8.ToArray(),
        "i"u8.ToArray(), "j"u8.ToArray(), "l"u8.ToArray(), "m"u8.ToArray());
}
