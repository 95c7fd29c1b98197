using System.IO.Hashing;

namespace RocketMQ.Model;

/// <summary>The checksum of a message body: CRC-32 with the top bit cleared, 0 for an empty body (docs/protocol.md 4.2.1).</summary>
public static class BodyCrc
{
    public static int Of(ReadOnlySpan<byte> body) => body.IsEmpty ? 0 : (int)(Crc32.HashToUInt32(body) & 0x7FFFFFFF);
}
