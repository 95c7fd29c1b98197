using System.Buffers.Binary;

namespace RocketMQ.Model;

/// <summary>One message of a batch body, read in place.</summary>
public ref struct BatchItem
{
    public int Flag { get; internal set; }

    public ReadOnlySpan<byte> Body { get; internal set; }

    public ReadOnlySpan<byte> Properties { get; internal set; }

    /// <summary>Bytes of the whole item.</summary>
    public int Size { get; internal set; }
}

/// <summary>
/// The body of a batch request: items of totalSize int32, magic 0, CRC 0, flag int32, body with int32 length, properties with
/// int16 length (docs/protocol.md 4.2.8).
/// </summary>
public static class BatchCodec
{
    /// <summary>Bytes of an item beside its body and properties.</summary>
    public const int Overhead = 22;

    public static int Measure(int bodyLength, int propertiesLength) => Overhead + bodyLength + propertiesLength;

    /// <summary>Reads the item at the front of <paramref name="source"/>; false where no whole item stands there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out BatchItem item)
    {
        item = default;
        if (source.Length < Overhead) return false;
        var size = BinaryPrimitives.ReadInt32BigEndian(source);
        var bodyLength = BinaryPrimitives.ReadInt32BigEndian(source[16..]);
        if (size < Overhead || size > source.Length || bodyLength < 0 || bodyLength > size - Overhead) return false;
        var propertiesLength = BinaryPrimitives.ReadInt16BigEndian(source[(20 + bodyLength)..]);
        if (propertiesLength < 0 || Measure(bodyLength, propertiesLength) != size) return false;
        item = new BatchItem
        {
            Flag = BinaryPrimitives.ReadInt32BigEndian(source[12..]),
            Body = source.Slice(20, bodyLength),
            Properties = source.Slice(Overhead + bodyLength, propertiesLength),
            Size = size,
        };
        return true;
    }

    /// <summary>Counts the items of a body; −1 where the bytes are not a sequence of whole items.</summary>
    public static int Count(ReadOnlySpan<byte> body)
    {
        var count = 0;
        while (!body.IsEmpty)
        {
            if (!TryRead(body, out var item)) return -1;
            body = body[item.Size..];
            count++;
        }

        return count;
    }

    /// <summary>Writes one item into the front of <paramref name="destination"/> and returns its size.</summary>
    public static int Write(Span<byte> destination, int flag, ReadOnlySpan<byte> body, ReadOnlySpan<byte> properties)
    {
        var size = Measure(body.Length, properties.Length);
        BinaryPrimitives.WriteInt32BigEndian(destination, size);
        destination[4..12].Clear();
        BinaryPrimitives.WriteInt32BigEndian(destination[12..], flag);
        BinaryPrimitives.WriteInt32BigEndian(destination[16..], body.Length);
        body.CopyTo(destination[20..]);
        BinaryPrimitives.WriteInt16BigEndian(destination[(20 + body.Length)..], checked((short)properties.Length));
        properties.CopyTo(destination[(Overhead + body.Length)..]);
        return size;
    }
}
