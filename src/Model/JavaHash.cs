using System.Buffers.Binary;
using System.Text;

namespace RocketMQ.Model;

/// <summary>
/// Java's string hash, which tags and index keys are stored as: h = 31·h + UTF-16 code unit, in 32 bits (docs/protocol.md 4.3).
/// </summary>
public static class JavaHash
{
    /// <summary>The hash of a text; <paramref name="seed"/> is the hash of what stands before it.</summary>
    public static int Of(ReadOnlySpan<char> text, int seed = 0)
    {
        var hash = seed;
        foreach (var unit in text) hash = unchecked((31 * hash) + unit);
        return hash;
    }

    /// <summary>The hash of the text that UTF-8 bytes stand for, without decoding them into a string.</summary>
    public static int OfUtf8(ReadOnlySpan<byte> text, int seed = 0)
    {
        var hash = seed;
        // Four at a time: each step alone has to wait for the multiplication of the one before.
        for (; text.Length >= sizeof(uint); text = text[sizeof(uint)..])
        {
            var four = BinaryPrimitives.ReadUInt32LittleEndian(text);
            if ((four & 0x8080_8080) != 0) return OfNonAscii(text, hash);
            var ahead = (31 * 31 * 31 * (int)(four & 0xFF)) + (31 * 31 * (int)((four >> 8) & 0xFF)) + (31 * (int)((four >> 16) & 0xFF)) + (int)(four >> 24);
            hash = unchecked((31 * 31 * 31 * 31 * hash) + ahead);
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80) return OfNonAscii(text[i..], hash);
            hash = unchecked((31 * hash) + text[i]);
        }

        return hash;
    }

    /// <summary>
    /// The hash an index file keeps for a key: the absolute value of the hash of <c>topic#key</c>, 0 where that has none (4.5).
    /// </summary>
    public static int OfIndexKey(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> key)
    {
        var hash = OfUtf8(key, unchecked((31 * OfUtf8(topic)) + '#'));
        return hash == int.MinValue ? 0 : Math.Abs(hash);
    }

    private static int OfNonAscii(ReadOnlySpan<byte> text, int hash)
    {
        Span<char> units = stackalloc char[2];
        foreach (var rune in new Utf8Runes(text))
        {
            var count = rune.EncodeToUtf16(units);
            hash = Of(units[..count], hash);
        }

        return hash;
    }

    private ref struct Utf8Runes(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;

        public Rune Current { get; private set; }

        public readonly Utf8Runes GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty) return false;
            // An invalid sequence yields U+FFFD, which is also what Java's decoder puts in its place.
            _ = Rune.DecodeFromUtf8(_rest, out var rune, out var consumed);
            Current = rune;
            _rest = _rest[consumed..];
            return true;
        }
    }
}
