using System.Text;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Wire;

/// <summary>
/// The JSON form of a header:
/// <c>{"code":105,"extFields":{"topic":"T"},"flag":0,"language":"JAVA","opaque":0,"serializeTypeCurrentRPC":"JSON","version":409}</c>.
/// docs/protocol.md 1.2.
/// </summary>
internal static class JsonHeader
{
    public static HeaderScalars Read(ReadOnlySpan<byte> header, FieldIndex fields)
    {
        var scalars = new HeaderScalars { RemarkLength = -1 };
        var scanner = new JsonHeaderScanner(header);
        if (!scanner.TryEnterObject())
            throw new WireException("the JSON header does not start with '{'");
        while (scanner.NextMember(out var name))
            ReadMember(ref scanner, scanner.Slice(name), ref scalars, fields);
        scanner.EnsureEnd();
        return scalars;
    }

    private static void ReadMember(ref JsonHeaderScanner scanner, ReadOnlySpan<byte> name, ref HeaderScalars scalars, FieldIndex fields)
    {
        if (name.SequenceEqual("extFields"u8) && scanner.AtObject)
        {
            ReadFields(ref scanner, fields);
            return;
        }

        var token = scanner.ReadValue();
        if (token.IsNull)
            return;
        var value = new HeaderField(scanner.Slice(token), token.Escaped);
        if (name.SequenceEqual("code"u8))
            scalars.Code = Number(value, "code");
        else if (name.SequenceEqual("opaque"u8))
            scalars.Opaque = Number(value, "opaque");
        else if (name.SequenceEqual("flag"u8))
            scalars.Flags = (CommandFlags)Number(value, "flag");
        else if (name.SequenceEqual("version"u8))
            scalars.Version = Number(value, "version");
        else if (name.SequenceEqual("language"u8))
            scalars.Language = Language(scanner.Slice(token));
        else if (name.SequenceEqual("remark"u8))
            (scalars.RemarkStart, scalars.RemarkLength, scalars.RemarkEscaped) = (token.Start, token.Length, token.Escaped);
    }

    private static void ReadFields(ref JsonHeaderScanner scanner, FieldIndex fields)
    {
        scanner.TryEnterObject();
        while (scanner.NextMember(out var name))
        {
            var value = scanner.ReadValue();
            if (!value.IsNull)
                fields.Add(new FieldIndex.Entry(name.Start, name.Length, value.Start, value.Length, value.Escaped, name.Escaped));
        }
    }

    private static LanguageCode Language(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("JAVA"u8))
            return LanguageCode.Java;
        Span<char> name = stackalloc char[16];
        return value.Length <= name.Length && Encoding.UTF8.TryGetChars(value, name, out var length)
            ? LanguageCodes.Parse(name[..length])
            : LanguageCode.Other;
    }

    private static int Number(HeaderField value, string member) => value.TryGetInt32(out var number)
        ? number
        : throw new WireException($"member '{member}' of the JSON header is '{value.GetString()}', which is no 32-bit number");
}
