using System.Buffers;
using System.Globalization;
using System.Text;

namespace RocketMQ.Remoting.Json;

/// <summary>
/// Turns the original's dialect of JSON into real JSON in one pass. It takes: names without quotes or in single ones, numbers and
/// objects as keys, comments, repeated and trailing commas, raw control characters in strings, Java escapes, numbers such as
/// <c>+1</c>, <c>007</c>, <c>.5</c> and <c>12L</c>. Members and elements that are null are left out, so that defaults stay.
/// </summary>
/// <remarks>
/// grammar: text = value; value = object | list | string | number | true | false | null; key = string | name | number | object.
/// docs/protocol.md 2.0.
/// </remarks>
internal ref partial struct FastJsonNormaliser
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(":,{}[]\"'/\\ \t\r\n"u8);
    private readonly ReadOnlySpan<byte> _input;
    private byte[] _output;
    private int _length;
    private int _position;
    private int _depth;
    private bool _insideKey;

    public FastJsonNormaliser(ReadOnlySpan<byte> input)
    {
        _input = input;
        _output = new byte[input.Length + (input.Length / 4) + 16];
    }

    /// <summary>Whether a member <c>$ref</c> was seen.</summary>
    public bool HasReferences { get; private set; }

    /// <summary>Reads the whole text.</summary>
    public byte[] Run()
    {
        if (_input.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _position = 3;
        SkipSpace();
        var start = _position;
        if (!Value())
            throw new FastJsonException(start, "an object, a list or a value", "null");
        SkipSpace();
        if (_position < _input.Length)
            throw Unexpected("the end of the text");
        return _output.AsSpan(0, _length).ToArray();
    }

    /// <summary>Reads a value; false when it was null and nothing was written.</summary>
    private bool Value()
    {
        switch (Current)
        {
            case '{':
                Object();
                return true;
            case '[':
                List();
                return true;
            case '"' or '\'':
                String();
                return true;
            case '-' or '+' or '.' or >= '0' and <= '9':
                Number();
                return true;
            default:
                return Literal();
        }
    }

    private bool Literal()
    {
        var name = _input[_position..(_position + NameLength())];
        var literal = name.SequenceEqual("true"u8) || name.SequenceEqual("false"u8);
        if (!literal && !name.SequenceEqual("null"u8) && !name.SequenceEqual("undefined"u8) && !name.SequenceEqual("NaN"u8))
            throw Unexpected("a value");
        if (literal)
            Put(name);
        _position += name.Length;
        return literal;
    }

    private void Object()
    {
        Enter();
        Put((byte)'{');
        for (var empty = true; !Close('}');)
        {
            var before = _length;
            if (!empty)
                Put((byte)',');
            Key();
            SkipSpace();
            if (Current != ':')
                throw Unexpected("':'");
            _position++;
            Put((byte)':');
            SkipSpace();
            if (Value())
                empty = false;
            else
                _length = before;
            Separator('}');
        }

        Put((byte)'}');
        _depth--;
    }

    private void List()
    {
        Enter();
        Put((byte)'[');
        for (var empty = true; !Close(']');)
        {
            var before = _length;
            if (!empty)
                Put((byte)',');
            if (Value())
                empty = false;
            else
                _length = before;
            Separator(']');
        }

        Put((byte)']');
        _depth--;
    }

    private void Key()
    {
        var start = _length;
        switch (Current)
        {
            case '"' or '\'':
                String();
                break;
            case '{':
                ObjectKey();
                break;
            default:
                var length = NameLength();
                if (length == 0)
                    throw Unexpected("a name, a number or an object as a key");
                Put((byte)'"');
                Put(_input.Slice(_position, length));
                Put((byte)'"');
                _position += length;
                break;
        }

        HasReferences |= _output.AsSpan(start, _length - start).SequenceEqual("\"$ref\""u8);
    }

    private void ObjectKey()
    {
        // Quotes within quotes within quotes double the text with every level.
        if (_insideKey)
            throw Unexpected("a key without an object as a key within");
        _insideKey = true;
        var start = _length;
        Object();
        var text = _output.AsSpan(start, _length - start).ToArray();
        _length = start;
        Put((byte)'"');
        foreach (var character in text)
        {
            if (character is (byte)'"' or (byte)'\\')
                Put((byte)'\\');
            Put(character);
        }

        Put((byte)'"');
        _insideKey = false;
    }

    private void Enter()
    {
        if (++_depth > FastJson.MaxDepth)
            throw new FastJsonException(_position, string.Create(CultureInfo.InvariantCulture, $"at most {FastJson.MaxDepth} levels"), "one more");
        _position++;
    }

    /// <summary>Skips commas before an element and takes the closing bracket when it is there.</summary>
    private bool Close(char bracket)
    {
        SkipSpace();
        while (Current == ',')
        {
            _position++;
            SkipSpace();
        }

        if (Current != bracket)
            return false;
        _position++;
        return true;
    }

    private void Separator(char bracket)
    {
        SkipSpace();
        if (Current != ',' && Current != bracket)
            throw Unexpected($"',' or '{bracket}'");
    }

    private readonly int NameLength()
    {
        var rest = _input[_position..];
        var end = rest.IndexOfAny(NameEnds);
        var name = end < 0 ? rest : rest[..end];
        var control = name.IndexOfAnyInRange((byte)0, (byte)0x1F);
        return control < 0 ? name.Length : control;
    }

    private readonly int Current => _position < _input.Length ? _input[_position] : -1;

    private void SkipSpace()
    {
        for (; _position < _input.Length; _position++)
        {
            var character = _input[_position];
            if (character is (byte)' ' or (>= 0x08 and <= 0x0D))
                continue;
            if (character != '/')
                return;
            SkipComment();
        }
    }

    /// <summary>Leaves the position on the last byte of the comment.</summary>
    private void SkipComment()
    {
        var rest = _input[_position..];
        var end = rest.StartsWith("//"u8) ? rest.IndexOf((byte)'\n')
            : rest.StartsWith("/*"u8) ? rest[2..].IndexOf("*/"u8) + 3
            : throw Unexpected("a comment after '/'");
        if (end == 2)
            throw Unexpected("a comment that ends with */");
        _position = end < 0 ? _input.Length - 1 : _position + end;
    }

    private readonly FastJsonException Unexpected(string expected)
    {
        if (_position >= _input.Length)
            return new FastJsonException(_position, expected, "the end of the text");
        var rest = _input[_position..Math.Min(_input.Length, _position + 12)];
        return new FastJsonException(_position, expected, $"'{Encoding.UTF8.GetString(rest)}'");
    }

    private void Put(byte value)
    {
        if (_length == _output.Length)
            Array.Resize(ref _output, _output.Length * 2);
        _output[_length++] = value;
    }

    private void Put(scoped ReadOnlySpan<byte> value)
    {
        while (_output.Length - _length < value.Length)
            Array.Resize(ref _output, Math.Max(_output.Length * 2, _length + value.Length));
        value.CopyTo(_output.AsSpan(_length));
        _length += value.Length;
    }
}
