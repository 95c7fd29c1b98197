using System.Text;
using System.Text.Json;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>
/// Reads maps and arrays in MessagePack as JSON. Single values are not taken for it: nearly every byte is one. Byte strings and extensions,
/// which JSON has not, become objects that say so.
/// </summary>
internal sealed class MessagePackDecoder : IBodyDecoder
{
    public BodyFormat Format => BodyFormat.MessagePack;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (body.Span is not [(>= 0x80 and <= 0x9F) or (>= 0xDC and <= 0xDF), ..])
            return null;
        var buffer = new BoundedBuffer(limits.MaxBytes);
        try
        {
            using var json = new Utf8JsonWriter(buffer, JsonView.Indented);
            var reader = new MessagePackReading(body.Span, json, limits.MaxDepth);
            if (!reader.ReadValue(0) || !reader.IsAtEnd)
                return null;
            json.Flush();
            return new Reading { Text = Encoding.UTF8.GetString(buffer.Written.Span), IsJson = true };
        }
        catch (BufferFullException)
        {
            return new Reading { Problem = DecodeProblem.TooLarge };
        }
    }
}
