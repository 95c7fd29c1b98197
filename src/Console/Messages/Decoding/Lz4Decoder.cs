using K4os.Compression.LZ4.Streams;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Unpacks frames of LZ4. Blocks without a frame have nothing to be known by.</summary>
internal sealed class Lz4Decoder : IBodyDecoder
{
    public BodyFormat Format => BodyFormat.Lz4;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits) =>
        body.Span is [0x04, 0x22, 0x4D, 0x18, ..] ? Unpack(body, limits.MaxBytes) : null;

    /// <summary>Unpacks bytes that are said to be of LZ4.</summary>
    public static Reading? Unpack(ReadOnlyMemory<byte> body, int limit) => Unpacking.Read(body, stream => LZ4Stream.Decode(stream), limit);
}
