using System.Buffers.Binary;

namespace RocketMQ.Model;

/// <summary>The id that names a record by the broker's address and the position in its log (docs/protocol.md 4.2.7).</summary>
public static class MessageIds
{
    private const int LengthV4 = 32;
    private const int LengthV6 = 56;

    /// <summary>Upper-case hex of address, port int32 and offset int64: 32 or 56 characters.</summary>
    public static string FormatOffsetId(HostAddress storeHost, long physicalOffset)
    {
        Span<byte> bytes = stackalloc byte[HostAddress.LengthV6 + 8];
        storeHost.Write(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[storeHost.Length..], physicalOffset);
        return Convert.ToHexString(bytes[..(storeHost.Length + 8)]);
    }

    /// <summary>Writes the same id as ASCII, for replies that are built without strings; returns its length.</summary>
    public static int WriteOffsetId(Span<byte> destination, HostAddress storeHost, long physicalOffset)
    {
        Span<byte> bytes = stackalloc byte[HostAddress.LengthV6 + 8];
        storeHost.Write(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[storeHost.Length..], physicalOffset);
        _ = Convert.TryToHexString(bytes[..(storeHost.Length + 8)], destination, out var written);
        return written;
    }

    /// <summary>
    /// Reads an id as an offset id. Unique ids have the same lengths and decode too, to an address and offset that mean nothing;
    /// only asking the broker tells them apart. A port beyond 65535 or a negative offset is refused, which sorts most of them out.
    /// </summary>
    public static bool TryParseOffsetId(ReadOnlySpan<char> text, out HostAddress storeHost, out long physicalOffset)
    {
        storeHost = default;
        physicalOffset = 0;
        if (text.Length is not (LengthV4 or LengthV6)) return false;
        Span<byte> bytes = stackalloc byte[HostAddress.LengthV6 + 8];
        if (Convert.FromHexString(text, bytes, out _, out var count) != System.Buffers.OperationStatus.Done) return false;
        storeHost = HostAddress.Read(bytes, text.Length == LengthV6);
        physicalOffset = BinaryPrimitives.ReadInt64BigEndian(bytes[(count - 8)..]);
        return storeHost.Port is > 0 and <= 65535 && physicalOffset >= 0;
    }
}
