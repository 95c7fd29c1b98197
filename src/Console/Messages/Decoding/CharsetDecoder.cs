using UtfUnknown;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Reads text in the charsets from before Unicode, which are guessed by how often bytes follow each other.</summary>
internal sealed class CharsetDecoder : IBodyDecoder
{
    private const int ProbeBytes = 64 * 1024;

    // Below this the guess is no better than the next one, and bytes are no text at all more often than not.
    private const float LeastConfidence = 0.5f;

    public BodyFormat Format => BodyFormat.Text;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (body.Length > limits.MaxBytes || body.Span.Contains((byte)0))
            return null;
        Charsets.Register();
        var guesses = CharsetDetector.DetectFromBytes(body.Span[..Math.Min(body.Length, ProbeBytes)].ToArray()).Details ?? [];
        foreach (var guess in guesses.Where(guess => guess.Confidence >= LeastConfidence))
        {
            if (Charsets.Find(guess.EncodingName) is { } encoding && Charsets.TryRead(body.Span, encoding) is { } text)
                return new Reading { Text = text, Detail = encoding.WebName.ToUpperInvariant() };
        }

        return null;
    }
}
