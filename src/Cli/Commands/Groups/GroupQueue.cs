using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>A group on a queue; the offset pulled last is null where brokers do not tell, the client where it was not asked for.</summary>
internal sealed record GroupQueue(
    string Group, string Topic, string BrokerName, int QueueId, long BrokerOffset, long ConsumerOffset, long? PullOffset, long Diff, long LastTimestamp)
{
    /// <summary>The client that has the queue: the part of its id before '@', an address with most clients.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>Messages that were pulled and not consumed yet.</summary>
    public long? Inflight => PullOffset is { } pulled ? Math.Max(0, pulled - ConsumerOffset) : null;

    public static GroupQueue Of(string group, MessageQueue queue, OffsetWrapper offsets) => new(
        group,
        queue.Topic,
        queue.BrokerName,
        queue.QueueId,
        offsets.BrokerOffset,
        offsets.ConsumerOffset,
        offsets.PullOffset,
        offsets.BrokerOffset - offsets.ConsumerOffset,
        offsets.LastTimestamp);
}
