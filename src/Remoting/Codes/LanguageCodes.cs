using System.Globalization;

namespace RocketMQ.Remoting.Codes;

/// <summary>Names of languages as they stand on the wire. docs/protocol.md 1.6.</summary>
public static class LanguageCodes
{
    private static readonly string[] Names =
        ["JAVA", "CPP", "DOTNET", "PYTHON", "DELPHI", "ERLANG", "RUBY", "OTHER", "HTTP", "GO", "PHP", "OMS", "RUST", "NODE_JS"];

    /// <summary>The wire name; <c>OTHER</c> for a value outside the list.</summary>
    public static string NameOf(LanguageCode language) => (int)language < Names.Length ? Names[(int)language] : "OTHER";

    /// <summary>The language of a byte of the binary header; <see cref="LanguageCode.Other"/> for an unknown one.</summary>
    public static LanguageCode Parse(byte number) => number < Names.Length ? (LanguageCode)number : LanguageCode.Other;

    /// <summary>The language of a wire name or a number in text form; <see cref="LanguageCode.Other"/> for an unknown one.</summary>
    public static LanguageCode Parse(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Names.Length; i++)
            if (name.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
                return (LanguageCode)i;
        return byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Parse(number) : LanguageCode.Other;
    }
}
