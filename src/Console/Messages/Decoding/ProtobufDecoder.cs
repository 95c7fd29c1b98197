using System.Text;
using System.Text.Json;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>
/// Reads messages of Protocol Buffers without their schema, as JSON with field numbers for names. A field whose type the wire format leaves
/// open is shown as what it can be: a text where it is one, else a message where it can be read as one, else bytes.
/// </summary>
internal sealed class ProtobufDecoder : IBodyDecoder
{
    public BodyFormat Format => BodyFormat.Protobuf;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        var buffer = new BoundedBuffer(limits.MaxBytes);
        try
        {
            if (ProtobufFields.TryRead(body, out var fields) && fields.Count > 0)
            {
                using (var json = new Utf8JsonWriter(buffer, JsonView.Indented))
                    new ProtobufWriting(json, limits.MaxDepth).Write(fields, 0);
                return new Reading { Text = Encoding.UTF8.GetString(buffer.Written.Span), IsJson = true };
            }
        }
        catch (BufferFullException)
        {
            return new Reading { Problem = DecodeProblem.TooLarge };
        }

        return null;
    }
}
