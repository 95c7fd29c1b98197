using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Goes through MessagePack once, writing JSON. Every method answers whether the bytes were of the format.</summary>
internal ref struct MessagePackReading(ReadOnlySpan<byte> bytes, Utf8JsonWriter json, int maxDepth)
{
    private const sbyte Timestamp = -1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _at == _bytes.Length;

    /// <summary>Reads one value with all that is in it.</summary>
    public bool ReadValue(int depth)
    {
        if (depth > maxDepth || !TakeByte(out var kind))
            return false;
        switch (kind)
        {
            case <= 0x7F:
                json.WriteNumberValue(kind);
                return true;
            case <= 0x8F:
                return ReadMap(kind & 0x0F, depth);
            case <= 0x9F:
                return ReadArray(kind & 0x0F, depth);
            case <= 0xBF:
                return ReadText(kind & 0x1F);
            case >= 0xE0:
                json.WriteNumberValue((sbyte)kind);
                return true;
            case 0xC0:
                json.WriteNullValue();
                return true;
            case 0xC2 or 0xC3:
                json.WriteBooleanValue(kind == 0xC3);
                return true;
            case 0xC4 or 0xC5 or 0xC6:
                return TakeLength(1 << (kind - 0xC4), out var size) && ReadBytes(size);
            case 0xC7 or 0xC8 or 0xC9:
                return TakeLength(1 << (kind - 0xC7), out var extension) && ReadExtension(extension);
            case 0xD4 or 0xD5 or 0xD6 or 0xD7 or 0xD8:
                return ReadExtension(1 << (kind - 0xD4));
            case 0xD9 or 0xDA or 0xDB:
                return TakeLength(1 << (kind - 0xD9), out var length) && ReadText(length);
            case 0xDC or 0xDD:
                return TakeLength(2 << (kind - 0xDC), out var items) && ReadArray(items, depth);
            case 0xDE or 0xDF:
                return TakeLength(2 << (kind - 0xDE), out var pairs) && ReadMap(pairs, depth);
            default:
                return ReadNumber(kind);
        }
    }

    private bool ReadNumber(byte kind)
    {
        switch (kind)
        {
            case 0xCA when Take(4, out var single):
                WriteReal(BinaryPrimitives.ReadSingleBigEndian(single));
                return true;
            case 0xCB when Take(8, out var real):
                WriteReal(BinaryPrimitives.ReadDoubleBigEndian(real));
                return true;
            case >= 0xCC and <= 0xCF when Take(1 << (kind - 0xCC), out var number):
                json.WriteNumberValue(Unsigned(number));
                return true;
            case >= 0xD0 and <= 0xD3 when Take(1 << (kind - 0xD0), out var number):
                var unused = 64 - 8 * number.Length;
                json.WriteNumberValue((long)(Unsigned(number) << unused) >> unused);
                return true;
            default:
                return false;
        }
    }

    private bool ReadArray(int count, int depth)
    {
        // Every item is at least one byte: a count beyond that would only cost time.
        if (count > _bytes.Length - _at)
            return false;
        json.WriteStartArray();
        for (var item = 0; item < count; item++)
        {
            if (!ReadValue(depth + 1))
                return false;
        }

        json.WriteEndArray();
        return true;
    }

    private bool ReadMap(int count, int depth)
    {
        if (count > (_bytes.Length - _at) / 2)
            return false;
        json.WriteStartObject();
        for (var pair = 0; pair < count; pair++)
        {
            if (!ReadName() || !ReadValue(depth + 1))
                return false;
        }

        json.WriteEndObject();
        return true;
    }

    // Names are texts or whole numbers; others are allowed and used by nobody.
    private bool ReadName()
    {
        if (!TakeByte(out var kind))
            return false;
        switch (kind)
        {
            case <= 0x7F:
                json.WritePropertyName(kind.ToString(CultureInfo.InvariantCulture));
                return true;
            case >= 0xA0 and <= 0xBF:
                return WriteName(kind & 0x1F);
            case >= 0xD9 and <= 0xDB:
                return TakeLength(1 << (kind - 0xD9), out var length) && WriteName(length);
            case >= 0xCC and <= 0xCF when Take(1 << (kind - 0xCC), out var number):
                json.WritePropertyName(Unsigned(number).ToString(CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    private bool WriteName(int length)
    {
        if (!Take(length, out var text) || !Utf8.IsValid(text))
            return false;
        json.WritePropertyName(text);
        return true;
    }

    private bool ReadText(int length)
    {
        if (!Take(length, out var text) || !Utf8.IsValid(text))
            return false;
        json.WriteStringValue(text);
        return true;
    }

    private bool ReadBytes(int length)
    {
        if (!Take(length, out var content))
            return false;
        json.WriteStartObject();
        json.WriteString("bytes", Convert.ToHexStringLower(content));
        json.WriteEndObject();
        return true;
    }

    private bool ReadExtension(int length)
    {
        if (!TakeByte(out var type) || !Take(length, out var content))
            return false;
        if ((sbyte)type == Timestamp && TimeOf(content) is { } moment)
        {
            json.WriteStringValue(moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            return true;
        }

        json.WriteStartObject();
        json.WriteNumber("extension", (sbyte)type);
        json.WriteString("bytes", Convert.ToHexStringLower(content));
        json.WriteEndObject();
        return true;
    }

    private static DateTimeOffset? TimeOf(ReadOnlySpan<byte> content)
    {
        var (seconds, nanoseconds) = content.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(content), 0u),
            8 => ((long)(BinaryPrimitives.ReadUInt64BigEndian(content) & 0x3_FFFF_FFFF), (uint)(BinaryPrimitives.ReadUInt64BigEndian(content) >> 34)),
            12 => (BinaryPrimitives.ReadInt64BigEndian(content[4..]), BinaryPrimitives.ReadUInt32BigEndian(content)),
            _ => (long.MinValue, 0u),
        };
        return nanoseconds < 1_000_000_000 && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100)
            : null;
    }

    // JSON has neither infinities nor "not a number".
    private readonly void WriteReal(double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static ulong Unsigned(ReadOnlySpan<byte> bigEndian)
    {
        var number = 0UL;
        foreach (var part in bigEndian)
            number = (number << 8) | part;
        return number;
    }

    private bool TakeLength(int size, out int length)
    {
        length = 0;
        if (!Take(size, out var number) || Unsigned(number) > (ulong)_bytes.Length)
            return false;
        length = (int)Unsigned(number);
        return true;
    }

    private bool TakeByte(out byte value)
    {
        var isThere = Take(1, out var one);
        value = isThere ? one[0] : (byte)0;
        return isThere;
    }

    private bool Take(int count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (count > _bytes.Length - _at)
            return false;
        taken = _bytes.Slice(_at, count);
        _at += count;
        return true;
    }
}
