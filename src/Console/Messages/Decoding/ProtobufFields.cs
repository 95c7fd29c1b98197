using System.Buffers.Binary;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>One field of a message of Protocol Buffers as it lies on the wire.</summary>
/// <param name="Number">Field number.</param>
/// <param name="Kind">Wire type.</param>
/// <param name="Value">Value of a number; of a fixed one its bits.</param>
/// <param name="Content">Content of a field with a length.</param>
internal readonly record struct ProtobufField(int Number, WireKind Kind, ulong Value, ReadOnlyMemory<byte> Content);

/// <summary>Wire types; the two that begin and end groups are written by nothing of this century and are taken for other bytes.</summary>
internal enum WireKind
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}

/// <summary>Splits bytes into fields.</summary>
internal static class ProtobufFields
{
    // A field takes more memory here than the two bytes that it may have on the wire.
    private const int MostFields = 100_000;

    private const int MostFieldNumber = (1 << 29) - 1;

    /// <summary>Reads all fields; false when the bytes are no message from the first to the last.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> message, out List<ProtobufField> fields)
    {
        fields = [];
        var at = 0;
        while (at < message.Length)
        {
            if (fields.Count == MostFields || !TryReadField(message, ref at, out var field))
                return false;
            fields.Add(field);
        }

        return true;
    }

    private static bool TryReadField(ReadOnlyMemory<byte> message, ref int at, out ProtobufField field)
    {
        field = default;
        if (!TryReadVarint(message.Span, ref at, out var tag) || tag >> 3 is 0 or > MostFieldNumber)
            return false;
        var (number, kind) = ((int)(tag >> 3), (WireKind)(tag & 7));
        var left = message.Length - at;
        switch (kind)
        {
            case WireKind.Varint when TryReadVarint(message.Span, ref at, out var value):
                field = new ProtobufField(number, kind, value, default);
                return true;
            case WireKind.Fixed64 when left >= 8:
                field = new ProtobufField(number, kind, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default);
                at += 8;
                return true;
            case WireKind.Fixed32 when left >= 4:
                field = new ProtobufField(number, kind, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default);
                at += 4;
                return true;
            case WireKind.Length when TryReadVarint(message.Span, ref at, out var length) && length <= (ulong)(message.Length - at):
                field = new ProtobufField(number, kind, 0, message.Slice(at, (int)length));
                at += (int)length;
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70 && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            // The tenth byte has room for one bit.
            if (shift == 63 && part > 1)
                return false;
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }

        return false;
    }
}
