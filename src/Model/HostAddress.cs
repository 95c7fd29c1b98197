using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace RocketMQ.Model;

/// <summary>
/// An address and port as records keep them: 4 or 16 address bytes, then the port as int32 (docs/protocol.md 4.2.5).
/// A value type, so that a connection encodes its peer once and each message copies it without allocating.
/// </summary>
public readonly record struct HostAddress
{
    public const int LengthV4 = 8;
    public const int LengthV6 = 20;

    private readonly UInt128 _address;

    private HostAddress(UInt128 address, int port, bool isV6)
    {
        _address = address;
        Port = port;
        IsV6 = isV6;
    }

    public int Port { get; }

    public bool IsV6 { get; }

    /// <summary>Bytes that <see cref="Write"/> needs: 8 or 20.</summary>
    public int Length => IsV6 ? LengthV6 : LengthV4;

    /// <summary>Takes an endpoint over; an IPv4 address mapped into IPv6 becomes IPv4 again, since that is what peers expect.</summary>
    public static HostAddress From(IPEndPoint endPoint)
    {
        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out var written);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new HostAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), endPoint.Port, true)
            : new HostAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes[..written]), endPoint.Port, false);
    }

    public static HostAddress Read(ReadOnlySpan<byte> source, bool isV6) => isV6
        ? new HostAddress(BinaryPrimitives.ReadUInt128BigEndian(source), BinaryPrimitives.ReadInt32BigEndian(source[16..]), true)
        : new HostAddress(BinaryPrimitives.ReadUInt32BigEndian(source), BinaryPrimitives.ReadInt32BigEndian(source[4..]), false);

    public void Write(Span<byte> destination)
    {
        if (IsV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(destination, _address);
            BinaryPrimitives.WriteInt32BigEndian(destination[16..], Port);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_address);
            BinaryPrimitives.WriteInt32BigEndian(destination[4..], Port);
        }
    }

    /// <summary>The endpoint form. A stored port beyond 65535, which only a damaged record holds, is shown as 0.</summary>
    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[LengthV6];
        Write(bytes);
        return new IPEndPoint(new IPAddress(bytes[..(Length - 4)]), Port is >= 0 and <= 65535 ? Port : 0);
    }

    public override string ToString() => ToEndPoint().ToString();
}
