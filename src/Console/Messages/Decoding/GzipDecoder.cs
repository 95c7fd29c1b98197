using System.IO.Compression;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Unpacks gzip.</summary>
internal sealed class GzipDecoder : IBodyDecoder
{
    // What ends within the header or the trailer is unpacked to nothing without a word.
    private const int SmallestFile = 18;

    public BodyFormat Format => BodyFormat.Gzip;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits) => body.Length >= SmallestFile && body.Span is [0x1F, 0x8B, 0x08, ..]
        ? Unpacking.Read(body, stream => new GZipStream(stream, CompressionMode.Decompress), limits.MaxBytes)
        : null;
}
