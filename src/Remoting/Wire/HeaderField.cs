using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace RocketMQ.Remoting.Wire;

/// <summary>
/// The value of one header field, still as it lies in the receive buffer. Valid as long as the frame it came from.
/// </summary>
/// <param name="raw">The bytes on the wire, without quotes.</param>
/// <param name="escaped">Whether <paramref name="raw"/> holds JSON escapes.</param>
public readonly ref struct HeaderField(ReadOnlySpan<byte> raw, bool escaped)
{
    private readonly ReadOnlySpan<byte> _raw = raw;
    private readonly bool _escaped = escaped;

    /// <summary>No more than this many bytes come out of <see cref="CopyTo"/>: an escape is never shorter than what it stands for.</summary>
    public int MaxUtf8Length => _raw.Length;

    /// <summary>The value when it needs no unescaping; names of topics and groups never do.</summary>
    public bool TryGetPlain(out ReadOnlySpan<byte> utf8)
    {
        utf8 = _escaped ? default : _raw;
        return !_escaped;
    }

    /// <summary>Writes the value as UTF-8 and returns its length.</summary>
    public int CopyTo(Span<byte> destination)
    {
        if (_escaped)
            return JsonText.Unescape(_raw, destination);
        _raw.CopyTo(destination);
        return _raw.Length;
    }

    /// <summary>The value as text.</summary>
    public string GetString()
    {
        if (!_escaped)
            return Encoding.UTF8.GetString(_raw);
        var rented = ArrayPool<byte>.Shared.Rent(_raw.Length);
        try
        {
            return Encoding.UTF8.GetString(rented.AsSpan(0, JsonText.Unescape(_raw, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The value as a 32-bit number.</summary>
    public bool TryGetInt32(out int value) =>
        Utf8Parser.TryParse(_raw, out value, out var used) && used == _raw.Length;

    /// <summary>The value as a 64-bit number.</summary>
    public bool TryGetInt64(out long value) =>
        Utf8Parser.TryParse(_raw, out value, out var used) && used == _raw.Length;

    /// <summary>"true" in any case; all else is false, as in the original.</summary>
    public bool GetBoolean() => Ascii.EqualsIgnoreCase(_raw, "true"u8);
}
