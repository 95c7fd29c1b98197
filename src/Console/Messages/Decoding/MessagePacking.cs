using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Unpacks bodies that clients packed and marked so in the message's flags (docs/protocol.md 4.2.2).</summary>
internal static class MessagePacking
{
    /// <summary>How a message says that its body is packed; null when it does not say so.</summary>
    public static BodyFormat? FormatOf(StoredMessage message) => message.SystemFlags.CompressionType() switch
    {
        CompressionType.None => null,
        CompressionType.Lz4 => BodyFormat.Lz4,
        CompressionType.Zstd => BodyFormat.Zstd,
        CompressionType.Zlib => BodyFormat.Zlib,
        _ => BodyFormat.Binary,
    };

    /// <summary>The body as the producer's application gave it; as stored, with the reason, where it can not be unpacked.</summary>
    public static UnpackedBody Unpack(StoredMessage message, int limit)
    {
        var reading = message.SystemFlags.CompressionType() switch
        {
            CompressionType.None => new Reading { Content = message.Body },
            CompressionType.Zlib => ZlibDecoder.Unpack(message.Body, limit),
            CompressionType.Lz4 => Lz4Decoder.Unpack(message.Body, limit),
            CompressionType.Zstd => ZstdDecoder.Unpack(message.Body, limit),
            _ => null,
        };
        return reading switch
        {
            { Content: { } content } => new UnpackedBody(content, null),
            { Problem: DecodeProblem.TooLarge } => new UnpackedBody(message.Body, FormattableString.Invariant($"The body unpacks to more than {limit} bytes; shown as stored.")),
            _ => new UnpackedBody(message.Body, $"The body is marked as packed with {message.SystemFlags.CompressionType().ToString().ToUpperInvariant()} but cannot be unpacked; shown as stored."),
        };
    }
}
