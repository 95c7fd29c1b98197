using System.Buffers;
using System.Globalization;

namespace RocketMQ.Remoting.Json;

/// <content>Strings and numbers.</content>
internal ref partial struct FastJsonNormaliser
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\'', (byte)'\\']);

    private void String()
    {
        var start = _position;
        var quote = _input[_position++];
        Put((byte)'"');
        while (true)
        {
            var rest = _input[_position..];
            var run = rest.IndexOfAny(StringStops);
            if (run < 0)
                throw new FastJsonException(start, $"a string that ends with {(char)quote}", "the end of the text");
            Put(rest[..run]);
            _position += run;
            var character = _input[_position];
            if (character == '\\')
            {
                Escape();
                continue;
            }

            _position++;
            if (character == quote)
                break;
            if (character == '"')
                Put("\\\""u8);
            else if (character == '\'')
                Put(character);
            else
                PutUnit(character);
        }

        Put((byte)'"');
    }

    private void Escape()
    {
        _position++;
        var character = Current;
        _position++;
        switch (character)
        {
            case '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                Put((byte)'\\');
                Put((byte)character);
                break;
            case '\'':
                Put((byte)'\'');
                break;
            case 'F':
                Put("\\f"u8);
                break;
            case 'v':
                PutUnit('\v');
                break;
            case >= '0' and <= '7':
                PutUnit(character - '0');
                break;
            case 'x':
                PutUnit(Hexadecimal(2));
                break;
            case 'u':
                Unit(Hexadecimal(4));
                break;
            default:
                _position--;
                throw Unexpected("a letter that may follow '\\' in a string");
        }
    }

    /// <summary>A UTF-16 unit from an escape; half of a pair alone becomes U+FFFD, since it is no character.</summary>
    private void Unit(int unit)
    {
        if (char.IsHighSurrogate((char)unit) && _input[_position..].StartsWith("\\u"u8))
        {
            var after = _position;
            _position += 2;
            var low = Hexadecimal(4);
            if (char.IsLowSurrogate((char)low))
            {
                PutUnit(unit);
                PutUnit(low);
                return;
            }

            _position = after;
        }

        PutUnit(char.IsSurrogate((char)unit) ? 0xFFFD : unit);
    }

    private int Hexadecimal(int digits)
    {
        if (_input.Length - _position < digits
            || !int.TryParse(_input.Slice(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw Unexpected($"{digits} hexadecimal digits");
        _position += digits;
        return value;
    }

    private void PutUnit(int unit)
    {
        Span<byte> text = stackalloc byte[6];
        "\\u"u8.CopyTo(text);
        _ = unit.TryFormat(text[2..], out _, "X4", CultureInfo.InvariantCulture);
        Put(text);
    }

    /// <summary>number = [+-] digits [. digits] [e [+-] digits] [L|S|B|F|D]; either side of the point may be empty, not both.</summary>
    private void Number()
    {
        var start = _position;
        if (Current == '-')
            Put((byte)'-');
        if (Current is '-' or '+')
            _position++;

        var whole = Digits();
        var trimmed = whole.TrimStart((byte)'0');
        Put(trimmed.IsEmpty ? "0"u8 : trimmed);
        var fraction = default(ReadOnlySpan<byte>);
        if (Current == '.')
        {
            _position++;
            fraction = Digits();
            Put((byte)'.');
            Put(fraction.IsEmpty ? "0"u8 : fraction);
        }

        if (whole.IsEmpty && fraction.IsEmpty)
        {
            _position = start;
            throw Unexpected("a number");
        }

        Exponent();
        if (Current is 'L' or 'S' or 'B' or 'F' or 'D')
            _position++;
    }

    private void Exponent()
    {
        if (Current is not ('e' or 'E'))
            return;
        Put((byte)'E');
        _position++;
        if (Current is '-' or '+')
        {
            Put((byte)Current);
            _position++;
        }

        var digits = Digits();
        if (digits.IsEmpty)
            throw Unexpected("the digits of an exponent");
        Put(digits);
    }

    private ReadOnlySpan<byte> Digits()
    {
        var rest = _input[_position..];
        var end = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = end < 0 ? rest : rest[..end];
        _position += digits.Length;
        return digits;
    }
}
