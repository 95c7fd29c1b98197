using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Remoting.Tests.Bodies;

public sealed class RegisterBrokerCodecTests
{
    private static readonly RegisterBrokerBody Body = new()
    {
        TopicConfigSerializeWrapper = new()
        {
            DataVersion = new() { Counter = 1, Timestamp = 1 },
            TopicConfigTable = new() { ["FakeTopic"] = new() { TopicName = "FakeTopic", ReadQueueNums = 4, WriteQueueNums = 4 } },
        },
    };

    [Fact]
    public void The_compressed_form_is_that_which_the_original_name_server_took()
    {
        var expected = Join(Block("""{"counter":1,"timestamp":1}"""), Number(1), Block("FakeTopic 4 4 6 SINGLE_TAG"), Block("[]"));

        Assert.Equal(expected, Inflate(RegisterBrokerCodec.Write(Body, compressed: true)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_registration_reads_back(bool compressed)
    {
        var body = RegisterBrokerCodec.Parse(RegisterBrokerCodec.Write(Body, compressed), compressed, RemotingVersion.Current);

        Assert.Equal(Body.TopicConfigSerializeWrapper.DataVersion, body.TopicConfigSerializeWrapper.DataVersion);
        Assert.Equal(Body.TopicConfigSerializeWrapper.TopicConfigTable, body.TopicConfigSerializeWrapper.TopicConfigTable);
        Assert.Empty(body.FilterServerList);
    }

    [Fact]
    public void Attributes_and_mappings_of_later_versions_do_no_harm()
    {
        var packed = Deflate(Join(
            Block("""{"counter":1,"stateVersion":0,"timestamp":1}"""), Number(1), Block("T 1 2 6 MULTI_TAG {\"a\":\"b c\"}"), Block("[\"f\"]"), Number(1), Block("{}")));

        var body = RegisterBrokerCodec.Parse(packed, compressed: true, RemotingVersion.V5_0_0);

        var topic = body.TopicConfigSerializeWrapper.TopicConfigTable["T"];
        Assert.Equal((1, 2, TopicFilterType.MultiTag, "b c"), (topic.ReadQueueNums, topic.WriteQueueNums, topic.TopicFilterType, topic.Attributes!["a"]));
        Assert.Equal(["f"], body.FilterServerList);
    }

    [Fact]
    public void An_empty_body_means_version_zero_and_no_topics()
    {
        var body = RegisterBrokerCodec.Parse([], compressed: true, RemotingVersion.Current);

        Assert.Equal(new DataVersion(), body.TopicConfigSerializeWrapper.DataVersion);
        Assert.Empty(body.TopicConfigSerializeWrapper.TopicConfigTable);
    }

    [Fact]
    public void Very_old_brokers_send_their_topics_alone()
    {
        var body = RegisterBrokerCodec.Parse("""{"dataVersion":{"counter":5},"topicConfigTable":{"T":{"topicName":"T"}}}"""u8, compressed: false, RemotingVersion.V3_0_11 - 1);

        Assert.Equal(5, body.TopicConfigSerializeWrapper.DataVersion.Counter);
        Assert.Equal("T", body.TopicConfigSerializeWrapper.TopicConfigTable["T"].TopicName);
    }

    [Fact]
    public void Broken_registrations_say_what_is_wrong()
    {
        Assert.Contains("not zlib data", Message("hello"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("ends before the data version", Message(Deflate([0])), StringComparison.Ordinal);
        Assert.Contains("ends within the data version: 99 bytes announced, 1 left", Message(Deflate(Join(Number(99), [1]))), StringComparison.Ordinal);
        Assert.Contains("negative length", Message(Deflate(Number(-5))), StringComparison.Ordinal);
        Assert.Contains("the topic 'T x 4 6 SINGLE_TAG'", Message(Deflate(Join(Block("{}"), Number(1), Block("T x 4 6 SINGLE_TAG")))), StringComparison.Ordinal);
        Assert.Contains("ends before a topic", Message(Deflate(Join(Block("{}"), Number(int.MaxValue)))), StringComparison.Ordinal);
        Assert.Contains("unpacks to more than", Message(Deflate(new byte[65 * 1024 * 1024])), StringComparison.Ordinal);
    }

    private static string Message(byte[] body) =>
        Assert.ThrowsAny<FormatException>(() => RegisterBrokerCodec.Parse(body, compressed: true, RemotingVersion.Current)).Message;

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Block(string text) => Join(Number(Encoding.UTF8.GetByteCount(text)), Encoding.UTF8.GetBytes(text));

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    private static byte[] Deflate(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(plain);
        return packed.ToArray();
    }

    private static byte[] Inflate(byte[] packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }
}
