using System.IO.Compression;

namespace RocketMQ.Model;

/// <summary>What came of an attempt to unpack a body.</summary>
/// <param name="Body">The unpacked body, or the stored bytes where <see cref="Problem"/> is set.</param>
/// <param name="Problem">Null when the body is as the producer wrote it, else why it is shown as stored.</param>
public readonly record struct UnpackedBody(ReadOnlyMemory<byte> Body, string? Problem);

/// <summary>Unpacks bodies that clients compressed (docs/protocol.md 4.2.2). Brokers never do; this is for tools that show messages.</summary>
public static class BodyCompression
{
    /// <summary>Unpacks a body up to <paramref name="maxBytes"/>, so that a hostile body cannot fill the memory.</summary>
    public static UnpackedBody Unpack(ReadOnlyMemory<byte> body, SystemFlags flags, int maxBytes = 64 * 1024 * 1024) =>
        flags.CompressionType() switch
        {
            CompressionType.None => new UnpackedBody(body, null),
            CompressionType.Zlib => UnpackZlib(body, maxBytes),
            var type => new UnpackedBody(body, $"Cannot decompress {Name(type)}; shown as stored. Only zlib is understood."),
        };

    private static string Name(CompressionType type) => type switch
    {
        CompressionType.Lz4 => "LZ4",
        CompressionType.Zstd => "ZSTD",
        _ => "an unknown compression type",
    };

    private static UnpackedBody UnpackZlib(ReadOnlyMemory<byte> body, int maxBytes)
    {
        try
        {
            using var source = new MemoryStream(body.ToArray(), writable: false);
            using var zlib = new ZLibStream(source, CompressionMode.Decompress);
            using var target = new MemoryStream();
            var buffer = new byte[8192];
            int read;
            while ((read = zlib.Read(buffer)) > 0)
            {
                if (target.Length + read > maxBytes)
                    return new UnpackedBody(body, $"The body unpacks to more than {maxBytes} bytes; shown as stored.");
                target.Write(buffer, 0, read);
            }

            return new UnpackedBody(target.ToArray(), null);
        }
        catch (InvalidDataException broken)
        {
            return new UnpackedBody(body, $"The body is marked as zlib but cannot be unpacked ({broken.Message}); shown as stored.");
        }
    }
}
