using System.Text;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Reads text in UTF-8, and in UTF-16 and UTF-32 with a mark or with the zeros that Latin letters have in it.</summary>
internal sealed class UnicodeDecoder : IBodyDecoder
{
    // So many of the high bytes have to be zero, and hardly any of the low ones.
    private const double MostlyLatin = 0.5;
    private const double HardlyAny = 0.02;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16Little = new UnicodeEncoding(false, false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16Big = new UnicodeEncoding(true, false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf32Little = new UTF32Encoding(false, false, throwOnInvalidCharacters: true);
    private static readonly Encoding Utf32Big = new UTF32Encoding(true, false, throwOnInvalidCharacters: true);

    public BodyFormat Format => BodyFormat.Text;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (body.Length > limits.MaxBytes)
            return null;
        var (encoding, mark) = Choose(body.Span);
        return Charsets.TryRead(body.Span[mark..], encoding) is { } text ? new Reading { Text = text, Detail = encoding.WebName.ToUpperInvariant() } : null;
    }

    private static (Encoding Encoding, int Mark) Choose(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Utf32Little, 4),
        [0, 0, 0xFE, 0xFF, ..] => (Utf32Big, 4),
        [0xFF, 0xFE, ..] => (Utf16Little, 2),
        [0xFE, 0xFF, ..] => (Utf16Big, 2),
        { Length: >= 4 } when body.Length % 2 == 0 && body.Contains((byte)0) => (ChooseWide(body), 0),
        _ => (Utf8, 0),
    };

    private static Encoding ChooseWide(ReadOnlySpan<byte> body)
    {
        var (even, odd) = (0, 0);
        for (var at = 0; at < body.Length; at += 2)
        {
            even += body[at] == 0 ? 1 : 0;
            odd += body[at + 1] == 0 ? 1 : 0;
        }

        var pairs = body.Length / 2.0;
        if (odd / pairs >= MostlyLatin && even / pairs <= HardlyAny)
            return Utf16Little;
        return even / pairs >= MostlyLatin && odd / pairs <= HardlyAny ? Utf16Big : Utf8;
    }
}
