using System.Buffers.Binary;
using System.Text;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Tests.Wire;

public class BrokenFrameTests
{
    public static TheoryData<string, byte[]> Broken => new()
    {
        { "no brace", Frame.Json("code") },
        { "empty header", Frame.Json("") },
        { "unclosed object", Frame.Json("{\"code\":1") },
        { "unclosed string", Frame.Json("{\"code\":\"1") },
        { "ends inside an escape", Frame.Json("{\"remark\":\"a\\") },
        { "no colon", Frame.Json("{\"code\" 1}") },
        { "no value", Frame.Json("{\"code\":}") },
        { "no number", Frame.Json("{\"code\":\"x\"}") },
        { "number too big", Frame.Json("{\"opaque\":99999999999}") },
        { "bad unicode escape", Frame.Json("{\"remark\":\"\\uZZZZ\"}") },
        { "text behind the header", Frame.Json("{\"code\":1}x") },
        { "too deep", Frame.Json("{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}") },
        { "serialize type 2", Frame.Raw(2, Encoding.UTF8.GetBytes("{}"), []) },
        { "serialize type 255", Frame.Raw(255, Encoding.UTF8.GetBytes("{}"), []) },
        { "header longer than the frame", HeaderLength(Frame.Json("{\"code\":1}"), 500) },
        { "binary header of 3 bytes", Frame.Raw(1, [1, 2, 3], []) },
        { "negative remark length", Binary(remark: -1) },
        { "remark longer than the header", Binary(remark: 1000) },
        { "remark that overflows", Binary(remark: int.MaxValue) },
        { "negative fields length", Binary(fields: -1) },
        { "fields longer than the header", Binary(fields: 1000) },
        { "fields length that overflows", Binary(fields: int.MaxValue) },
        { "negative name length", Binary(pairs: [0xFF, 0xFF, 0, 0, 0, 0]) },
        { "name longer than the fields", Binary(pairs: [0x7F, 0xFF, 0, 0, 0, 0]) },
        { "negative value length", Binary(pairs: [0, 1, 65, 0xFF, 0xFF, 0xFF, 0xFF]) },
        { "value longer than the fields", Binary(pairs: [0, 1, 65, 0x7F, 0xFF, 0xFF, 0xFF]) },
        { "half a pair", Binary(pairs: [0]) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_header_that_is_none_is_refused(string what, byte[] frame)
    {
        var refused = Assert.Throws<WireException>(() => Frame.Read(frame));
        Assert.False(string.IsNullOrEmpty(refused.Message), what);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(InboundFrame.DefaultMaxLength - 3)]
    public void A_length_that_no_frame_has_is_refused(int length)
    {
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, length);

        Assert.Throws<WireException>(() => InboundFrame.MeasureFrame(prefix, InboundFrame.DefaultMaxLength));
    }

    [Fact]
    public void The_limit_counts_the_length_field()
    {
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, InboundFrame.DefaultMaxLength - 4);

        Assert.Equal(InboundFrame.DefaultMaxLength, InboundFrame.MeasureFrame(prefix, InboundFrame.DefaultMaxLength));
        Assert.Equal(0, InboundFrame.MeasureFrame(prefix.AsSpan(0, 3), InboundFrame.DefaultMaxLength));
    }

    [Fact]
    public void Whatever_is_changed_in_a_frame_it_is_read_or_refused_but_nothing_else_happens()
    {
        var random = new Random(20_261_122);
        var read = 0;
        var refused = 0;
        foreach (var original in RecordedFrames.All)
        {
            for (var round = 0; round < 400; round++)
            {
                try
                {
                    ReadEverything(Mutate(original, random));
                    read++;
                }
                catch (WireException)
                {
                    refused++;
                }
            }
        }

        Assert.True(read > 1000, $"{read} were read");
        Assert.True(refused > 1000, $"{refused} were refused");
    }

    [Fact]
    public void Every_beginning_of_a_header_is_refused()
    {
        foreach (var original in RecordedFrames.All)
        {
            var headerLength = BinaryPrimitives.ReadInt32BigEndian(original.AsSpan(4)) & 0xFFFFFF;
            for (var length = 0; length < headerLength; length++)
                Assert.Throws<WireException>(() => ReadEverything(Frame.Raw(original[4], original[8..(8 + length)], [])));
        }
    }

    private static void ReadEverything(byte[] frame)
    {
        if (InboundFrame.MeasureFrame(frame, InboundFrame.DefaultMaxLength) != frame.Length)
            return;
        var inbound = InboundFrame.Read(frame, new FieldIndex());
        _ = RemotingCommand.Copy(inbound);
        try
        {
            _ = inbound.ReadHeader<SomeFields>();
        }
        catch (RejectedException)
        {
            // A number that is none: the handler's answer, not the wire's.
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var frame = (byte[])original.Clone();
        var changes = random.Next(1, 6);
        for (var i = 0; i < changes; i++)
        {
            // Mostly in the header; the bodies are not looked at here.
            var at = random.Next(random.Next(4) == 0 ? Math.Min(8, frame.Length) : Math.Min(300, frame.Length));
            frame[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)"{}[]\":,\\u\0"[random.Next(10)],
                _ => (byte)(frame[at] ^ (1 << random.Next(8))),
            };
        }

        if (random.Next(4) == 0)
        {
            frame = frame[..random.Next(8, frame.Length)];
            BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        }

        return frame;
    }

    private static byte[] HeaderLength(byte[] frame, int length)
    {
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(6), (short)length);
        return frame;
    }

    private static byte[] Binary(int remark = 0, int? fields = null, params byte[] pairs)
    {
        var header = new byte[21 + pairs.Length];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(13), remark);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(17), fields ?? pairs.Length);
        pairs.CopyTo(header, 21);
        return Frame.Raw(1, header, []);
    }

    private sealed class SomeFields : IRemotingHeader
    {
        public string? Topic { get; private set; }

        public int? QueueId { get; private set; }

        public long? CommitOffset { get; private set; }

        public bool? Order { get; private set; }

        public void Fields<TFields>(ref TFields fields)
            where TFields : struct, IHeaderFields, allows ref struct
        {
            Topic = fields.IfPresent("topic", Topic);
            QueueId = fields.IfPresent("queueId", QueueId);
            CommitOffset = fields.IfPresent("commitOffset", CommitOffset);
            Order = fields.IfPresent("order", Order);
        }
    }
}
