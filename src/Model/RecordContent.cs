namespace RocketMQ.Model;

/// <summary>Everything that a record is encoded from. Spans are copied; nothing is kept.</summary>
public ref struct RecordContent
{
    /// <summary>UTF-8 topic. Longer than 127 bytes makes a version 2 record, which 4.9 cannot read.</summary>
    public ReadOnlySpan<byte> Topic { get; set; }

    public ReadOnlySpan<byte> Body { get; set; }

    /// <summary>UTF-8 property text, stored as it is.</summary>
    public ReadOnlySpan<byte> Properties { get; set; }

    /// <summary>Checksum of the body as <see cref="Model.BodyCrc"/> gives it.</summary>
    public int BodyCrc { get; set; }

    public int QueueId { get; set; }

    public int Flag { get; set; }

    /// <summary>Flags of the message; the two host bits are set by the codec from the addresses.</summary>
    public SystemFlags SystemFlags { get; set; }

    public long QueueOffset { get; set; }

    public long PhysicalOffset { get; set; }

    public long BornTimestamp { get; set; }

    public HostAddress BornHost { get; set; }

    public long StoreTimestamp { get; set; }

    public HostAddress StoreHost { get; set; }

    public int ReconsumeTimes { get; set; }

    public long PreparedTransactionOffset { get; set; }
}
