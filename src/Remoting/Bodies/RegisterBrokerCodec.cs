using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Bodies;

/// <summary>
/// Body of 103, as JSON or compressed: zlib of int32 length, data version | int32 count, (int32 length,
/// <c>topic readQueues writeQueues perm filterType[ attributes]</c>)* | int32 length, filter servers. docs/protocol.md 2.3.1.
/// </summary>
/// <remarks>5.x senders append a section of topic queue mappings, which is not read: static topics are not served here.</remarks>
public static class RegisterBrokerCodec
{
    private const int MaxUnpackedBytes = FastJson.MaxBytes;

    /// <summary>Writes the body; the compressed form leaves out what it has no room for: order, system flags, attributes.</summary>
    public static byte[] Write(RegisterBrokerBody body, bool compressed) => compressed ? Pack(body) : FastJson.Write(body);

    /// <summary>Reads the body. An empty one is allowed and means version zero and no topics.</summary>
    /// <exception cref="FormatException">The body is broken; the message says where.</exception>
    public static RegisterBrokerBody Parse(ReadOnlySpan<byte> body, bool compressed, int version)
    {
        if (body.IsEmpty)
            return new RegisterBrokerBody();
        if (compressed)
            return Unpack(body);
        return version >= RemotingVersion.V3_0_11
            ? FastJson.Parse<RegisterBrokerBody>(body)
            : new RegisterBrokerBody { TopicConfigSerializeWrapper = FastJson.Parse<TopicConfigSerializeWrapper>(body) };
    }

    private static byte[] Pack(RegisterBrokerBody body)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var topics = body.TopicConfigSerializeWrapper;
            WriteBlock(zlib, FastJson.Write(topics.DataVersion));
            WriteInt32(zlib, topics.TopicConfigTable.Count);
            foreach (var topic in topics.TopicConfigTable.Values)
                WriteBlock(zlib, Encoding.UTF8.GetBytes(TopicLine(topic)));
            WriteBlock(zlib, FastJson.Write(body.FilterServerList));
        }

        return packed.ToArray();
    }

    private static string TopicLine(TopicConfig topic) => string.Create(
        CultureInfo.InvariantCulture,
        $"{topic.TopicName} {topic.ReadQueueNums} {topic.WriteQueueNums} {topic.Perm} {WireNames.Of(topic.TopicFilterType)}");

    private static void WriteBlock(ZLibStream stream, ReadOnlySpan<byte> text)
    {
        WriteInt32(stream, text.Length);
        stream.Write(text);
    }

    private static void WriteInt32(ZLibStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }

    private static RegisterBrokerBody Unpack(ReadOnlySpan<byte> packed)
    {
        var rest = Inflate(packed).AsSpan();
        var body = new RegisterBrokerBody();
        var topics = body.TopicConfigSerializeWrapper;
        topics.DataVersion = FastJson.Parse<DataVersion>(ReadBlock(ref rest, "the data version"));
        var count = ReadInt32(ref rest, "the number of topics");
        for (var i = 0; i < count; i++)
        {
            var topic = ParseTopicLine(Encoding.UTF8.GetString(ReadBlock(ref rest, "a topic")));
            topics.TopicConfigTable[topic.TopicName] = topic;
        }

        body.FilterServerList = FastJson.Parse<List<string>>(ReadBlock(ref rest, "the filter servers"));
        return body;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> packed)
    {
        using var input = new MemoryStream(packed.ToArray());
        using var zlib = new ZLibStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        var chunk = new byte[16 * 1024];
        try
        {
            for (int read; (read = zlib.Read(chunk)) > 0;)
            {
                if (output.Length + read > MaxUnpackedBytes)
                    throw new FormatException($"The compressed registration unpacks to more than {MaxUnpackedBytes} bytes");
                output.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException($"The compressed registration is not zlib data: {exception.Message}", exception);
        }

        return output.ToArray();
    }

    private static TopicConfig ParseTopicLine(string line)
    {
        var parts = line.Split(' ', 6);
        if (parts.Length < 5
            || !int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var reads)
            || !int.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var writes)
            || !int.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var perm))
            throw new FormatException($"The compressed registration has the topic '{line}'; allowed is 'name readQueues writeQueues perm filterType'");
        return new TopicConfig
        {
            TopicName = parts[0],
            ReadQueueNums = reads,
            WriteQueueNums = writes,
            Perm = perm,
            TopicFilterType = WireNames.ToTopicFilterType(parts[4]),
            Attributes = parts.Length < 6 || parts[5].Length == 0 ? null : FastJson.Parse<Dictionary<string, string>>(Encoding.UTF8.GetBytes(parts[5])),
        };
    }

    private static ReadOnlySpan<byte> ReadBlock(ref Span<byte> rest, string what)
    {
        var length = ReadInt32(ref rest, what);
        if (length > rest.Length)
            throw new FormatException($"The compressed registration ends within {what}: {length} bytes announced, {rest.Length} left");
        var block = rest[..length];
        rest = rest[length..];
        return block;
    }

    private static int ReadInt32(ref Span<byte> rest, string what)
    {
        if (rest.Length < 4)
            throw new FormatException($"The compressed registration ends before {what}");
        var value = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[4..];
        return value >= 0 ? value : throw new FormatException($"The compressed registration has a negative length for {what}");
    }
}
