namespace RocketMQ.Remoting.Wire;

/// <summary>
/// A single pass over a JSON header that notes where things lie. Accepts what clients in the field send: members in any order,
/// numbers and booleans where strings belong, raw control characters in strings, unknown members (docs/protocol.md 1.2 and 10).
/// </summary>
internal ref struct JsonHeaderScanner(ReadOnlySpan<byte> text)
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>A scalar as it lies in the header: quotes excluded, escapes unresolved.</summary>
    public readonly record struct Token(int Start, int Length, bool Escaped, bool IsNull);

    public bool TryEnterObject()
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != '{')
            return false;
        _at++;
        return true;
    }

    /// <summary>Moves to the next member, past its colon; false at the end of the object.</summary>
    public bool NextMember(out Token name)
    {
        SkipSpace();
        while (Peek() == ',')
        {
            _at++;
            SkipSpace();
        }

        if (Peek() == '}')
        {
            _at++;
            name = default;
            return false;
        }

        name = ReadScalar();
        SkipSpace();
        if (Peek() != ':')
            throw new WireException($"the JSON header has no ':' at byte {_at}");
        _at++;
        SkipSpace();
        return true;
    }

    public readonly bool AtObject => _at < _text.Length && _text[_at] == '{';

    /// <summary>Reads a string, number, true, false or null; an object or array is passed over and returned as its text.</summary>
    public Token ReadValue()
    {
        SkipSpace();
        if (Peek() is not ((byte)'{' or (byte)'['))
            return ReadScalar();
        var start = _at;
        SkipNested(0);
        return new Token(start, _at - start, Escaped: false, IsNull: false);
    }

    public readonly ReadOnlySpan<byte> Slice(Token token) => _text.Slice(token.Start, token.Length);

    public void EnsureEnd()
    {
        SkipSpace();
        if (_at != _text.Length)
            throw new WireException($"the JSON header goes on behind its closing brace at byte {_at}");
    }

    private Token ReadScalar()
    {
        var first = Peek();
        if (first is (byte)'"' or (byte)'\'')
            return ReadQuoted(first);
        var start = _at;
        while (_at < _text.Length && _text[_at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            _at++;
        if (_at == start)
            throw new WireException($"the JSON header has no value at byte {start}");
        return new Token(start, _at - start, Escaped: false, IsNull: _text[start.._at].SequenceEqual("null"u8));
    }

    private Token ReadQuoted(byte quote)
    {
        var start = ++_at;
        var escaped = false;
        while (true)
        {
            var next = _text[_at..].IndexOfAny(quote, (byte)'\\');
            if (next < 0)
                throw new WireException($"a string in the JSON header that starts at byte {start} has no end");
            _at += next;
            if (_text[_at] == quote)
                return new Token(start, _at++ - start, escaped, IsNull: false);
            escaped = true;
            // Looked at here and not when the text is read, which may be in a handler, too late to close the connection.
            if (_at + 1 < _text.Length && _text[_at + 1] == 'u' && !JsonText.TryHex(_text[_at..], out _))
                throw new WireException("a \\u escape in the JSON header is not followed by four hexadecimal digits");
            _at += 2;
            if (_at > _text.Length)
                throw new WireException("the JSON header ends inside an escape");
        }
    }

    private void SkipNested(int depth)
    {
        if (depth == MaxDepth)
            throw new WireException($"the JSON header is nested more than {MaxDepth} deep");
        var close = _text[_at++] == '{' ? (byte)'}' : (byte)']';
        while (true)
        {
            SkipSpace();
            var next = Peek();
            if (next == close)
            {
                _at++;
                return;
            }

            if (next is (byte)',' or (byte)':')
                _at++;
            else if (next is (byte)'{' or (byte)'[')
                SkipNested(depth + 1);
            else
                ReadScalar();
        }
    }

    private readonly byte Peek() =>
        _at < _text.Length ? _text[_at] : throw new WireException("the JSON header ends before its closing brace");

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _at++;
    }
}
