using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using RocketMQ.ManagementConsole.Messages.Decoding;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A body as indented JSON, or why it is none.</summary>
/// <param name="Text">The JSON; numbers and their digits, order and repeated names are as in the body. Null when it is none.</param>
/// <param name="IsStructure">Whether it is an object or an array and not just one value.</param>
/// <param name="Problem">Why it cannot be shown as JSON.</param>
/// <param name="Line">Line of the problem, from 1; 0 when it has none.</param>
/// <param name="Column">Byte in that line, from 1.</param>
public sealed record JsonView(string? Text, bool IsStructure, JsonProblem Problem, long Line = 0, long Column = 0)
{
    private const int MaxDepth = 256;
    private const int MaxText = 16 * 1024 * 1024;

    // What is written is shown as text and never as markup, so nothing needs escaping beyond JSON itself.
    internal static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body, UTF-8 with or without a byte order mark.</param>
    /// <param name="limit">Bytes that are read at most: a larger body is not parsed at all.</param>
    public static JsonView Of(ReadOnlyMemory<byte> body, int limit)
    {
        if (body.Span is [0xEF, 0xBB, 0xBF, ..])
            body = body[3..];
        if (body.IsEmpty)
            return new JsonView(null, false, JsonProblem.Empty);
        if (body.Length > limit)
            return new JsonView(null, false, JsonProblem.TooLarge);
        if (!Utf8.IsValid(body.Span))
            return new JsonView(null, false, JsonProblem.Text);
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            // Indentation can make a body many times larger than it is.
            var buffer = new BoundedBuffer(Math.Max(limit, MaxText));
            using (var writer = new Utf8JsonWriter(buffer, Indented))
                document.WriteTo(writer);
            var kind = document.RootElement.ValueKind;
            return new JsonView(Encoding.UTF8.GetString(buffer.Written.Span), kind is JsonValueKind.Object or JsonValueKind.Array, JsonProblem.None);
        }
        catch (JsonException broken)
        {
            return new JsonView(null, false, JsonProblem.Syntax, (broken.LineNumber ?? -1) + 1, (broken.BytePositionInLine ?? -1) + 1);
        }
        catch (BufferFullException)
        {
            return new JsonView(null, false, JsonProblem.TooLarge);
        }
        catch (InvalidOperationException)
        {
            // A text inside it names half of a surrogate pair, which no UTF-8 can hold.
            return new JsonView(null, false, JsonProblem.Text);
        }
    }
}

/// <summary>Why a body cannot be shown as JSON; the text is the resource <c>Message.Json.{name}</c>.</summary>
public enum JsonProblem
{
    None,
    Empty,
    TooLarge,
    Syntax,
    Text,
}
