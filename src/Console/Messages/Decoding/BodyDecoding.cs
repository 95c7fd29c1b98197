using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>
/// Finds out what a body is by looking at it, layer by layer: what is packed is unpacked and looked at again. The first decoder that reads
/// all of the bytes wins, so those that are hard to take for something else come first.
/// </summary>
internal static class BodyDecoding
{
    /// <summary>The decoders in the order in which they are asked; docs/console.md lists them.</summary>
    internal static readonly IReadOnlyList<IBodyDecoder> Order =
    [
        // Begin with numbers of their own.
        new GzipDecoder(), new ZstdDecoder(), new Lz4Decoder(), new JavaDecoder(), new AvroDecoder(), new ZlibDecoder(),
        // Have a syntax that other bytes do not fulfil by chance.
        new JsonDecoder(), new XmlDecoder(), new UnicodeDecoder(),
        // Nearly any short run of bytes is one or the other, if it may end early; these may not.
        new MessagePackDecoder(), new ProtobufDecoder(),
        // A guess by frequency.
        new CharsetDecoder(),
    ];

    /// <summary>Reads the body of a message; first it is unpacked as its flags say.</summary>
    public static DecodedBody Decode(StoredMessage message, DecodeLimits? limits = null)
    {
        limits ??= DecodeLimits.Default;
        return Decode(message, MessagePacking.Unpack(message, limits.MaxBytes), limits);
    }

    /// <summary>Reads the body of a message that was unpacked already.</summary>
    public static DecodedBody Decode(StoredMessage message, UnpackedBody unpacked, DecodeLimits limits)
    {
        if (MessagePacking.FormatOf(message) is not { } packing)
            return Decode(unpacked.Body, limits, []);
        return unpacked.Problem is null
            ? Decode(unpacked.Body, limits, [packing])
            : new DecodedBody(packing, message.Body) { Problem = DecodeProblem.Broken };
    }

    /// <summary>Reads bytes.</summary>
    public static DecodedBody Decode(ReadOnlyMemory<byte> body, DecodeLimits? limits = null) => Decode(body, limits ?? DecodeLimits.Default, []);

    private static DecodedBody Decode(ReadOnlyMemory<byte> body, DecodeLimits limits, List<BodyFormat> packings)
    {
        while (true)
        {
            if (body.IsEmpty)
                return new DecodedBody(BodyFormat.Empty, body) { Packings = packings };
            var (format, reading) = Read(body, limits);
            if (reading is null)
                return new DecodedBody(BodyFormat.Binary, body) { Packings = packings };
            if (reading.Content is not { } content)
                return new DecodedBody(format, body) { Packings = packings, Text = reading.Text, IsJson = reading.IsJson, Detail = reading.Detail, Problem = reading.Problem };
            if (packings.Count >= limits.MaxLayers)
                return new DecodedBody(format, body) { Packings = packings, Problem = DecodeProblem.TooManyLayers };
            packings.Add(format);
            body = content;
        }
    }

    private static (BodyFormat Format, Reading? Reading) Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        foreach (var decoder in Order)
        {
            if (decoder.Read(body, limits) is { } reading)
                return (decoder.Format, reading);
        }

        return (BodyFormat.Binary, null);
    }
}
