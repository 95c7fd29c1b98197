using System.Runtime.CompilerServices;
using System.Text;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Encodings beyond Unicode, and what text looks like.</summary>
internal static class Charsets
{
    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Makes all encodings known by their names.</summary>
    public static void Register() => RuntimeHelpers.RunClassConstructor(typeof(Charsets).TypeHandle);

    /// <summary>An encoding by its name, which refuses bytes that it has no character for; null when nobody knows it.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Reads bytes; null when there are some that are no text in the encoding, or characters that texts do not hold.</summary>
    public static string? TryRead(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            var text = encoding.GetString(bytes);
            return IsText(text) ? text : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsText(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f'))
                return false;
        }

        return true;
    }
}
