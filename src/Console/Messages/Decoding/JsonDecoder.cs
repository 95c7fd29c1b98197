namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Reads objects and arrays in JSON. A single value is rather a text.</summary>
internal sealed class JsonDecoder : IBodyDecoder
{
    public BodyFormat Format => BodyFormat.Json;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (!BeginsLikeJson(body.Span))
            return null;
        var json = JsonView.Of(body, limits.MaxBytes);
        if (json.Problem is JsonProblem.TooLarge)
            return new Reading { Problem = DecodeProblem.TooLarge };
        return json is { Text: { } text, IsStructure: true } ? new Reading { Text = text, IsJson = true } : null;
    }

    private static bool BeginsLikeJson(ReadOnlySpan<byte> body)
    {
        if (body is [0xEF, 0xBB, 0xBF, ..])
            body = body[3..];
        return body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
    }
}
