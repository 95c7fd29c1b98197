using System.Buffers.Binary;

namespace RocketMQ.Model;

/// <summary>Encodes and decodes commit log records, which are also what pulls and queries answer with (docs/protocol.md 4.2.1).</summary>
public static class MessageRecordCodec
{
    /// <summary>The exact number of bytes that <see cref="Write"/> fills.</summary>
    public static int Measure(in RecordContent content) =>
        Measure(content.Topic.Length, content.Body.Length, content.Properties.Length, content.BornHost.IsV6, content.StoreHost.IsV6);

    public static int Measure(int topicLength, int bodyLength, int propertiesLength, bool bornHostV6, bool storeHostV6) =>
        RecordView.MinLength + bodyLength + topicLength + propertiesLength
        + (topicLength > RecordLayout.MaxTopicLengthV1 ? 1 : 0) + (bornHostV6 ? 12 : 0) + (storeHostV6 ? 12 : 0);

    /// <summary>Encodes one record into the front of <paramref name="destination"/>.</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">Properties longer than 32767 bytes, or too little room.</exception>
    public static int Write(Span<byte> destination, in RecordContent content)
    {
        if (content.Properties.Length > RecordLayout.MaxPropertiesLength)
            throw new ArgumentException($"Properties of {content.Properties.Length} bytes do not fit; at most {RecordLayout.MaxPropertiesLength} do.", nameof(content));
        var size = Measure(content);
        if (destination.Length < size) throw new ArgumentException($"A record of {size} bytes does not fit into {destination.Length}.", nameof(destination));

        var isVersion2 = content.Topic.Length > RecordLayout.MaxTopicLengthV1;
        var at = WriteHead(destination, content, size, isVersion2);
        content.Body.CopyTo(destination[at..]);
        at += content.Body.Length;
        at += WriteTopicLength(destination[at..], content.Topic.Length, isVersion2);
        content.Topic.CopyTo(destination[at..]);
        at += content.Topic.Length;
        BinaryPrimitives.WriteInt16BigEndian(destination[at..], (short)content.Properties.Length);
        content.Properties.CopyTo(destination[(at + 2)..]);
        return size;
    }

    /// <summary>Decodes the record at the front of <paramref name="source"/>. The message keeps pointing into that memory.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, out StoredMessage? message, out int consumed)
    {
        message = null;
        consumed = 0;
        if (RecordView.Parse(source.Span, out var view) != RecordKind.Message) return false;
        consumed = view.Size;
        message = new StoredMessage(view, source[..view.Size]);
        return true;
    }

    /// <summary>Decodes records that stand one behind the other, as in the answer to a pull.</summary>
    /// <exception cref="FormatException">The bytes at some position are not a whole record.</exception>
    public static List<StoredMessage> DecodeAll(ReadOnlyMemory<byte> source)
    {
        var messages = new List<StoredMessage>();
        for (var at = 0; at < source.Length;)
        {
            if (!TryRead(source[at..], out var message, out var consumed))
                throw new FormatException($"No whole message record starts at byte {at} of {source.Length}.");
            messages.Add(message!);
            at += consumed;
        }

        return messages;
    }

    private static SystemFlags HostFlags(in RecordContent content) =>
        (content.SystemFlags & ~(SystemFlags.BornHostV6 | SystemFlags.StoreHostV6))
        | (content.BornHost.IsV6 ? SystemFlags.BornHostV6 : 0)
        | (content.StoreHost.IsV6 ? SystemFlags.StoreHostV6 : 0);

    private static int WriteHead(Span<byte> target, in RecordContent content, int size, bool isVersion2)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, size);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], isVersion2 ? RecordView.MagicV2 : RecordView.MagicV1);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], content.BodyCrc);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], content.QueueId);
        BinaryPrimitives.WriteInt32BigEndian(target[16..], content.Flag);
        BinaryPrimitives.WriteInt64BigEndian(target[20..], content.QueueOffset);
        BinaryPrimitives.WriteInt64BigEndian(target[28..], content.PhysicalOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[36..], (int)HostFlags(content));
        BinaryPrimitives.WriteInt64BigEndian(target[40..], content.BornTimestamp);
        content.BornHost.Write(target[48..]);
        var at = 48 + content.BornHost.Length;
        BinaryPrimitives.WriteInt64BigEndian(target[at..], content.StoreTimestamp);
        content.StoreHost.Write(target[(at + 8)..]);
        at += 8 + content.StoreHost.Length;
        BinaryPrimitives.WriteInt32BigEndian(target[at..], content.ReconsumeTimes);
        BinaryPrimitives.WriteInt64BigEndian(target[(at + 4)..], content.PreparedTransactionOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[(at + 12)..], content.Body.Length);
        return at + 16;
    }

    private static int WriteTopicLength(Span<byte> target, int length, bool isVersion2)
    {
        if (isVersion2)
        {
            BinaryPrimitives.WriteInt16BigEndian(target, checked((short)length));
            return 2;
        }

        target[0] = (byte)length;
        return 1;
    }
}
