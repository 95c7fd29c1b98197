using System.Collections.Frozen;

namespace RocketMQ.Model.Filtering;

/// <summary>Cuts an SQL92 expression into pieces, as the original does (docs/protocol.md 6.3): letters, numbers and words of ASCII only, words in any case.</summary>
internal sealed class SqlLexer(string text)
{
    private static readonly FrozenDictionary<string, SqlTokenKind> Words = new Dictionary<string, SqlTokenKind>
    {
        ["NOT"] = SqlTokenKind.Not,
        ["AND"] = SqlTokenKind.And,
        ["OR"] = SqlTokenKind.Or,
        ["BETWEEN"] = SqlTokenKind.Between,
        ["IN"] = SqlTokenKind.In,
        ["TRUE"] = SqlTokenKind.True,
        ["FALSE"] = SqlTokenKind.False,
        ["NULL"] = SqlTokenKind.Null,
        ["IS"] = SqlTokenKind.Is,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, SqlTokenKind>.AlternateLookup<ReadOnlySpan<char>> _words = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The piece that starts at or behind <paramref name="at"/>.</summary>
    /// <exception cref="SqlSyntaxException">What stands there is no piece of an expression.</exception>
    public SqlToken Read(int at)
    {
        at = SkipSpace(at);
        if (at >= text.Length)
            return new SqlToken(SqlTokenKind.End, text.Length, 0);
        var first = text[at];
        if (IsNameStart(first))
            return ReadWord(at);
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(At(at + 1))))
            return ReadNumber(at);
        return first == '\'' ? ReadText(at) : ReadSign(at);
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$';

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private int SkipSpace(int at)
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\n' or '\r' or '\f')
                at++;
            else if (SkipComment(at) is > 0 and var length)
                at += length;
            else
                break;
        }

        return at;
    }

    private int SkipComment(int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("--"))
        {
            // Without a line end these are two signs: "- -5" may be written without the space.
            return rest.IndexOfAny('\r', '\n') is > 0 and var end ? end + 1 : 0;
        }

        return rest.StartsWith("/*") && rest[2..].IndexOf("*/") is >= 0 and var close ? close + 4 : 0;
    }

    private SqlToken ReadWord(int at)
    {
        var end = at;
        while (end < text.Length && (IsNameStart(text[end]) || char.IsAsciiDigit(text[end])))
            end++;
        var kind = _words.TryGetValue(text.AsSpan(at, end - at), out var word) ? word : SqlTokenKind.Name;
        return new SqlToken(kind, at, end - at);
    }

    private SqlToken ReadNumber(int at)
    {
        var whole = SkipDigits(at);
        if (At(whole) == '.')
            return new SqlToken(SqlTokenKind.Decimal, at, SkipExponent(SkipDigits(whole + 1)) - at);
        if (SkipExponent(whole) is var exponent && exponent > whole)
            return new SqlToken(SqlTokenKind.Decimal, at, exponent - at);
        var end = At(whole) is 'l' or 'L' ? whole + 1 : whole;
        if (text[at] == '0' && end > at + 1)
            throw new SqlSyntaxException(text, at, $"'{text[at..end]}' starts with 0; there are no leading zeros, and zero is written 0");
        return new SqlToken(SqlTokenKind.Integer, at, end - at);
    }

    private int SkipDigits(int at)
    {
        while (char.IsAsciiDigit(At(at)))
            at++;
        return at;
    }

    private int SkipExponent(int at)
    {
        if (At(at) is not ('e' or 'E'))
            return at;
        var digits = At(at + 1) is '+' or '-' ? at + 2 : at + 1;
        return char.IsAsciiDigit(At(digits)) ? SkipDigits(digits) : at;
    }

    private SqlToken ReadText(int at)
    {
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] != '\'')
                continue;
            if (At(end + 1) != '\'')
                return new SqlToken(SqlTokenKind.Text, at, end + 1 - at);
            end++;
        }

        throw new SqlSyntaxException(text, at, "the text that starts here has no end; a ' is needed behind it, and two of them where the text holds one");
    }

    private SqlToken ReadSign(int at)
    {
        var (kind, length) = (text[at], At(at + 1)) switch
        {
            ('<', '>') => (SqlTokenKind.NotEqual, 2),
            ('<', '=') => (SqlTokenKind.LessOrEqual, 2),
            ('>', '=') => (SqlTokenKind.GreaterOrEqual, 2),
            ('<', _) => (SqlTokenKind.Less, 1),
            ('>', _) => (SqlTokenKind.Greater, 1),
            ('=', _) => (SqlTokenKind.Equal, 1),
            ('(', _) => (SqlTokenKind.Open, 1),
            (')', _) => (SqlTokenKind.Close, 1),
            (',', _) => (SqlTokenKind.Comma, 1),
            ('+', _) => (SqlTokenKind.Plus, 1),
            ('-', _) => (SqlTokenKind.Minus, 1),
            _ => throw new SqlSyntaxException(text, at, Explain(text[at], At(at + 1))),
        };
        return new SqlToken(kind, at, length);
    }

    private static string Explain(char sign, char next) => (sign, next) switch
    {
        ('!', _) => "'!' is not known; 'not equal' is <>, 'not' is NOT",
        ('&', _) => "'&' is not known; 'and' is AND",
        ('|', _) => "'|' is not known; 'or' is OR",
        ('"', _) => "'\"' is not known; texts stand between single quotes",
        ('/', '*') => "the comment that starts here has no end; */ is needed behind it",
        ('*' or '/' or '%', _) => $"'{sign}' is not known; there is no arithmetic but + and - in front of a value",
        _ => $"'{sign}' is not known; names have letters a to z, digits, _ and $ only",
    };
}
