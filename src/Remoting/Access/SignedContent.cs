using System.Text;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Access;

/// <summary>
/// The bytes of a request that its signature covers: the values of all fields but the signature, in the order of their names, then
/// the body. docs/protocol.md 6.14.
/// </summary>
internal static class SignedContent
{
    /// <summary>Fields up to which they are sorted in place. No client sends as many; sorting that way is quadratic.</summary>
    private const int MaxInPlace = 48;

    /// <summary>No content of this request is longer.</summary>
    public static int MaxLength(in InboundFrame frame) => frame.Header.Length + frame.Body.Length;

    /// <summary>Writes the content and returns its length.</summary>
    /// <param name="frame">The request.</param>
    /// <param name="except">A field that is left out besides the signature; empty for none.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(in InboundFrame frame, ReadOnlySpan<byte> except, Span<byte> destination)
    {
        var length = frame.Fields.Length <= MaxInPlace && HasPlainNames(frame)
            ? WriteInPlace(frame, except, destination)
            : WriteCopied(frame, except, destination);
        frame.Body.CopyTo(destination[length..]);
        return length + frame.Body.Length;
    }

    private static bool HasPlainNames(in InboundFrame frame)
    {
        foreach (ref readonly var entry in frame.Fields)
        {
            if (entry.NameEscaped || !Ascii.IsValid(NameOf(frame, entry)))
                return false;
        }

        return true;
    }

    private static int WriteInPlace(in InboundFrame frame, ReadOnlySpan<byte> except, Span<byte> destination)
    {
        var fields = frame.Fields;
        Span<int> order = stackalloc int[MaxInPlace];
        for (var i = 0; i < fields.Length; i++)
        {
            var at = i;
            for (; at > 0 && NameOf(frame, fields[order[at - 1]]).SequenceCompareTo(NameOf(frame, fields[i])) > 0; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }

        var length = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            ref readonly var entry = ref fields[order[i]];
            var name = NameOf(frame, entry);
            // Of fields with one name the last counts, and sorting keeps them in the order of the frame.
            var replaced = i + 1 < fields.Length && NameOf(frame, fields[order[i + 1]]).SequenceEqual(name);
            if (!replaced && !name.SequenceEqual("Signature"u8) && (except.IsEmpty || !name.SequenceEqual(except)))
                length += new HeaderField(frame.Header.Slice(entry.Value, entry.ValueLength), entry.Escaped).CopyTo(destination[length..]);
        }

        return length;
    }

    /// <summary>For names that need decoding before they can be compared as the original does, by UTF-16 unit.</summary>
    private static int WriteCopied(in InboundFrame frame, ReadOnlySpan<byte> except, Span<byte> destination)
    {
        var (left, length) = (Encoding.UTF8.GetString(except), 0);
        foreach (var (_, value) in frame.CopyFields()!
            .Where(field => field.Key != AccessFields.Signature && field.Key != left)
            .OrderBy(field => field.Key, StringComparer.Ordinal))
            length += Encoding.UTF8.GetBytes(value, destination[length..]);
        return length;
    }

    private static ReadOnlySpan<byte> NameOf(in InboundFrame frame, in FieldIndex.Entry entry) => frame.Header.Slice(entry.Name, entry.NameLength);
}
