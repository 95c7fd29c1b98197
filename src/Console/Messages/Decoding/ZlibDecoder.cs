using System.Buffers.Binary;
using System.IO.Compression;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Unpacks zlib. Its two first bytes say little, so that it also has to unpack to something.</summary>
internal sealed class ZlibDecoder : IBodyDecoder
{
    private const byte Deflate32K = 0x78;
    private const byte HasDictionary = 0x20;

    public BodyFormat Format => BodyFormat.Zlib;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits) => body.Span is [Deflate32K, var flags, _, _, ..]
        && (flags & HasDictionary) == 0
        && BinaryPrimitives.ReadUInt16BigEndian(body.Span) % 31 == 0
        && Unpack(body, limits.MaxBytes) is { } reading
        && reading.Content is not { IsEmpty: true }
            ? reading
            : null;

    /// <summary>Unpacks bytes that are said to be of zlib.</summary>
    public static Reading? Unpack(ReadOnlyMemory<byte> body, int limit) =>
        Unpacking.Read(body, stream => new ZLibStream(stream, CompressionMode.Decompress), limit);
}
