using RocketMQ.Model;

namespace RocketMQ.Store;

/// <summary>A message on its way into the log. The spans are copied before <see cref="IMessageStore.Append"/> returns.</summary>
public ref struct MessageAppend
{
    public required string Topic { get; init; }

    public required int QueueId { get; init; }

    public int Flag { get; init; }

    public SystemFlags SystemFlags { get; init; }

    /// <summary>Milliseconds since 1970 by the producer's clock.</summary>
    public long BornTimestamp { get; init; }

    public HostAddress BornHost { get; init; }

    public HostAddress StoreHost { get; init; }

    public int ReconsumeTimes { get; init; }

    public long PreparedTransactionOffset { get; init; }

    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>
    /// UTF-8 property text, stored as it is: the caller has removed WAIT and added CLUSTER already. In a batch this is what is
    /// appended to each item's own properties (docs/protocol.md 4.2.8).
    /// </summary>
    public ReadOnlySpan<byte> Properties { get; init; }
}
