using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MessagePack;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Decoding;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Messages.Decoding;

/// <summary>No bytes that a producer may send make decoding fail, or take more than it may.</summary>
public sealed class AnyBytesTests
{
    private static readonly DecodeLimits Small = new() { MaxBytes = 64 * 1024 };

    private static readonly byte[][] Samples =
    [
        SampleBodies.Gzip, SampleBodies.Lz4, SampleBodies.Zstd, SampleBodies.ZstdBomb, SampleBodies.JavaMap, SampleBodies.JavaText,
        StoredMessages.Packed("packed"u8.ToArray()),
        [0xC3, 0x01, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E, 0x00],
        "{\"a\":[1,{\"b\":\"\\u00e9\"}]}"u8.ToArray(),
        "<?xml version=\"1.0\"?><a b=\"c\">&lt;<!-- x --><d/></a>"u8.ToArray(),
        MessagePackSerializer.Serialize(new Dictionary<string, object> { ["a"] = new object[] { 1, 2.5, "x" }, ["b"] = DateTime.UnixEpoch }),
        new FileDescriptorProto { Name = "a.proto", MessageType = { new DescriptorProto { Name = "A", Field = { new FieldDescriptorProto { Name = "f", Number = 1 } } } } }.ToByteArray(),
    ];

    private static readonly Gen<byte[]> Random = Gen.Byte.Array[0, 400];

    /// <summary>Bytes of a sample of which some are changed, or the end is missing: they get further into a decoder than random ones.</summary>
    private static readonly Gen<byte[]> Damaged =
        from sample in Gen.Int[0, Samples.Length - 1].Select(index => Samples[index])
        from length in Gen.Int[0, sample.Length]
        from changes in Gen.Select(Gen.Int[0, Math.Max(0, sample.Length - 1)], Gen.Byte).Array[0, 6]
        select Change(sample, length, changes);

    [Fact]
    public void Random_bytes_are_decoded_to_something() => Random.Sample(IsDecoded, iter: 20_000);

    [Fact]
    public void Damaged_bodies_are_decoded_to_something() => Damaged.Sample(IsDecoded, iter: 40_000);

    [Fact]
    public void Every_decoder_stands_bytes_that_are_not_its_own() => Damaged.Sample(
        bytes => BodyDecoding.Order.All(decoder => decoder.Read(bytes, Small) is not { Text: { } text } || text.Length <= Small.MaxBytes),
        iter: 10_000);

    [Fact]
    public void Every_view_of_any_message_shows_something()
    {
        SystemFlags[] all =
        [
            SystemFlags.None, SystemFlags.Compressed, SystemFlags.Compressed | SystemFlags.CompressionLz4,
            SystemFlags.Compressed | SystemFlags.CompressionZstd, SystemFlags.Compressed | (SystemFlags)0x400,
        ];
        var flags = Gen.Int[0, all.Length - 1].Select(index => all[index]);
        Gen.Select(Damaged, flags).Sample(
            (bytes, marks) =>
            {
                var message = StoredMessages.Message(bytes: bytes, flags: marks).Message;
                var body = MessageBody.Of(message, TopicMask.None);
                return body.Views.Contains(body.Best) && body.Views.All(view => body.Show(view) is not null) && BodyPreview.Of(message) is not null;
            },
            iter: 5_000);
    }

    private static bool IsDecoded(byte[] bytes)
    {
        var body = BodyDecoding.Decode(bytes, Small);
        return Enum.IsDefined(body.Format) && body.Content.Length <= Math.Max(bytes.Length, Small.MaxBytes);
    }

    private static byte[] Change(byte[] sample, int length, (int At, byte Value)[] changes)
    {
        var copy = sample.ToArray();
        foreach (var (at, value) in changes)
            copy[at] = value;
        return copy[..length];
    }
}
