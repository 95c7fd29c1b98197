using System.Net;
using System.Text;

namespace RocketMQ.Model;

/// <summary>A message as a broker stored it: an immutable, decoded record that can be kept (docs/protocol.md 4.2.1).</summary>
public sealed class StoredMessage
{
    private Dictionary<string, string>? _properties;

    internal StoredMessage(RecordView view, ReadOnlyMemory<byte> record)
    {
        StoreSize = view.Size;
        Magic = view.Magic;
        BodyCrc = view.BodyCrc;
        QueueId = view.QueueId;
        Flag = view.Flag;
        QueueOffset = view.QueueOffset;
        PhysicalOffset = view.PhysicalOffset;
        SystemFlags = view.SystemFlags;
        BornTimestamp = view.BornTimestamp;
        BornHost = view.BornHost.ToEndPoint();
        StoreTimestamp = view.StoreTimestamp;
        StoreHost = view.StoreHost.ToEndPoint();
        ReconsumeTimes = view.ReconsumeTimes;
        PreparedTransactionOffset = view.PreparedTransactionOffset;
        Topic = Encoding.UTF8.GetString(view.Topic);
        PropertiesText = Encoding.UTF8.GetString(view.Properties);
        Record = record;
        Body = record.Slice(view.BodyAt, view.Body.Length);
    }

    /// <summary>Bytes of the whole record.</summary>
    public int StoreSize { get; }

    public int Magic { get; }

    public int BodyCrc { get; }

    public string Topic { get; }

    public int QueueId { get; }

    /// <summary>A number the producer chose; the servers give it no meaning.</summary>
    public int Flag { get; }

    public long QueueOffset { get; }

    public long PhysicalOffset { get; }

    public SystemFlags SystemFlags { get; }

    /// <summary>Milliseconds since 1970 by the producer's clock.</summary>
    public long BornTimestamp { get; }

    public IPEndPoint BornHost { get; }

    /// <summary>Milliseconds since 1970 by the broker's clock.</summary>
    public long StoreTimestamp { get; }

    public IPEndPoint StoreHost { get; }

    public int ReconsumeTimes { get; }

    /// <summary>Physical offset of the half message that a committed message came from.</summary>
    public long PreparedTransactionOffset { get; }

    /// <summary>The raw property text.</summary>
    public string PropertiesText { get; }

    /// <summary>The body as stored: still packed where <see cref="SystemFlags"/> say so.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The record the message was decoded from.</summary>
    public ReadOnlyMemory<byte> Record { get; }

    public IReadOnlyDictionary<string, string> Properties => _properties ??= MessageProperties.Parse(PropertiesText);

    public string? Tags => Property(PropertyNames.Tags);

    public string? Keys => Property(PropertyNames.Keys);

    /// <summary>The id the producer gave the message, where it gave one.</summary>
    public string? UniqueKey => Property(PropertyNames.UniqueKey);

    /// <summary>The id made of the broker's address and the physical offset.</summary>
    public string OffsetMessageId => MessageIds.FormatOffsetId(HostAddress.From(StoreHost), PhysicalOffset);

    public bool HasValidCrc => BodyCrc == Model.BodyCrc.Of(Body.Span);

    public string? Property(string name) => Properties.TryGetValue(name, out var value) ? value : null;

    public UnpackedBody UnpackBody() => BodyCompression.Unpack(Body, SystemFlags);
}
