using System.Buffers.Binary;
using System.Text;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>
/// Recognises streams of Java's serialization and tells which class begins them, or which text. Objects are not read: what is in them is up to
/// code that only their program has.
/// </summary>
internal sealed class JavaDecoder : IBodyDecoder
{
    private const byte Object = 0x73;
    private const byte ClassDescription = 0x72;
    private const byte String = 0x74;

    public BodyFormat Format => BodyFormat.Java;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (body.Span is not [0xAC, 0xED, 0x00, 0x05, var kind, .. var rest])
            return null;
        return kind switch
        {
            String when Name(rest) is { } text => new Reading { Text = text, Detail = "java.lang.String" },
            Object when rest is [ClassDescription, .. var description] && Name(description) is { } name => new Reading { Detail = name },
            _ => new Reading(),
        };
    }

    // A length of two bytes and a text, which differs from UTF-8 only in characters that names do not hold.
    private static string? Name(ReadOnlySpan<byte> at) =>
        at.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(at) is var length && at.Length >= 2 + length
            ? Charsets.TryRead(at.Slice(2, length), Encoding.UTF8)
            : null;
}
