using System.Buffers.Binary;
using System.Globalization;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>
/// Recognises single objects of Avro and tells the fingerprint of their schema. Without the schema nothing else of them can be known: they hold
/// neither names nor types.
/// </summary>
internal sealed class AvroDecoder : IBodyDecoder
{
    private const int HeaderSize = 10;

    public BodyFormat Format => BodyFormat.Avro;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (body.Length < HeaderSize || body.Span is not [0xC3, 0x01, ..])
            return null;
        return new Reading { Detail = BinaryPrimitives.ReadUInt64LittleEndian(body.Span[2..]).ToString("x16", CultureInfo.InvariantCulture) };
    }
}
