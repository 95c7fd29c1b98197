using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Remoting.Json;

/// <summary>
/// Reads and writes the JSON of the original, which is not quite JSON: numbers and objects stand as map keys without quotes.
/// docs/protocol.md 2.0 lists the differences.
/// </summary>
/// <remarks>
/// Reading: one pass turns the text into real JSON (<see cref="FastJsonNormaliser"/>), System.Text.Json does the rest.
/// Writing: System.Text.Json writes keys with a mark that says what they are, <see cref="FastJsonPrinter"/> lays the text out.
/// </remarks>
public static class FastJson
{
    /// <summary>The longest text that is read, in bytes: four times the longest frame, so that configuration files fit.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>How deep objects and lists may lie within each other.</summary>
    public const int MaxDepth = 64;

    private static readonly BodyJsonContext Bodies = new(NewOptions());

    /// <summary>
    /// Options for a <see cref="JsonSerializerContext"/> of types outside this project: <c>new FilterFileContext(FastJson.NewOptions())</c>.
    /// Its type infos go to the overloads that take one. Properties must be declared in alphabetical order of their wire names.
    /// </summary>
    public static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        Converters =
        {
            new WireStringConverter(), new WireInt32Converter(), new WireInt64Converter(), new WireBooleanConverter(), new WireDoubleConverter(),
            new MessageQueueConverter(), new LanguageCodeConverter(),
        },
    };

    /// <summary>Reads a body of <see cref="BodyJsonContext"/>.</summary>
    /// <exception cref="FastJsonException">The text is not readable or does not fit the type.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> text)
        where T : class => Parse(text, TypeInfo<T>());

    /// <summary>Reads a text of any type; <paramref name="type"/> must come from options of <see cref="NewOptions"/>.</summary>
    /// <exception cref="FastJsonException">The text is not readable or does not fit the type.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type)
        where T : class
    {
        var json = Normalise(text);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new FastJsonException(0, $"a {typeof(T).Name}", "null");
        }
        catch (JsonException exception)
        {
            throw new FastJsonException($"The JSON text does not fit {typeof(T).Name} at {exception.Path ?? "$"}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a body of <see cref="BodyJsonContext"/>.</summary>
    public static byte[] Write<T>(T value, FastJsonStyle style = FastJsonStyle.Compact)
        where T : class => Write(value, TypeInfo<T>(), style);

    /// <summary>Writes a value of any type; <paramref name="type"/> must come from options of <see cref="NewOptions"/>.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type, FastJsonStyle style = FastJsonStyle.Compact)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        using var document = JsonSerializer.SerializeToDocument(value, type);
        var output = new ArrayBufferWriter<byte>(1024);
        new FastJsonPrinter(output, style).Print(document.RootElement);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The text as real JSON: keys quoted (an object key becomes a string that holds its text), nulls left out, references resolved.</summary>
    /// <exception cref="FastJsonException">The text is not readable.</exception>
    public static byte[] Normalise(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxBytes)
            throw new FastJsonException($"The JSON text has {text.Length} bytes; at most {MaxBytes} are read");

        // The original decodes bytes leniently; what is not UTF-8 becomes U+FFFD there.
        var normaliser = new FastJsonNormaliser(Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));
        var json = normaliser.Run();
        return normaliser.HasReferences ? FastJsonReferences.Resolve(json) : json;
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)(Bodies.GetTypeInfo(typeof(T))
        ?? throw new ArgumentException($"{typeof(T)} is not listed in {nameof(BodyJsonContext)}; pass its type info"));
}
