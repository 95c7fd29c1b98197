using ZstdSharp;
using ZstdSharp.Unsafe;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Unpacks frames of Zstandard.</summary>
internal sealed class ZstdDecoder : IBodyDecoder
{
    // A frame may ask for a window of its own before the first byte is unpacked. 16 MiB is more than producers' levels use.
    private const int MaxWindowLog = 24;

    public BodyFormat Format => BodyFormat.Zstd;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits) =>
        body.Span is [0x28, 0xB5, 0x2F, 0xFD, ..] ? Unpack(body, limits.MaxBytes) : null;

    /// <summary>Unpacks bytes that are said to be of Zstandard.</summary>
    public static Reading? Unpack(ReadOnlyMemory<byte> body, int limit) => Unpacking.Read(
        body,
        stream =>
        {
            var unpacking = new DecompressionStream(stream, leaveOpen: false);
            unpacking.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
            return unpacking;
        },
        limit);
}
