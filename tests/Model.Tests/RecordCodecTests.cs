using System.Net;
using System.Text;

namespace RocketMQ.Model.Tests;

public sealed class RecordCodecTests
{
    // Second record of a log written by a 4.9.8 broker, bytes as on disk.
    private const string Recorded =
        "000000cbdaa320a7538b47d90000000200000000000000000000000000000000000000cb00000000000001a2023a9c7d7f0000010000df8c000001a2023a9c967f00000100007ca70000000000000000000000000000001048656c6c6f20526f636b65744d51203108436170546f7069630058610131024b455953014b45593102554e49515f4b455901433030303032303233384232354646443242323736444432423437443030303102434c55535445520144656661756c74436c757374657202544147530154616741";

    [Fact]
    public void A_recorded_record_decodes_to_its_fields()
    {
        Assert.True(MessageRecordCodec.TryRead(Convert.FromHexString(Recorded), out var message, out var consumed));
        Assert.Equal(203, consumed);
        Assert.Equal(203, message!.StoreSize);
        Assert.Equal("CapTopic", message.Topic);
        Assert.Equal(2, message.QueueId);
        Assert.Equal(0, message.QueueOffset);
        Assert.Equal(203, message.PhysicalOffset);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 57228), message.BornHost);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 31911), message.StoreHost);
        Assert.Equal("Hello RocketMQ 1", Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal("TagA", message.Tags);
        Assert.Equal("KEY1", message.Keys);
        Assert.Equal("DefaultCluster", message.Property(PropertyNames.Cluster));
        Assert.True(message.HasValidCrc);
        Assert.Equal("7F00000100007CA700000000000000CB", message.OffsetMessageId);
    }

    [Fact]
    public void A_recorded_record_encodes_to_the_same_bytes()
    {
        var record = Convert.FromHexString(Recorded);
        Assert.Equal(RecordKind.Message, RecordView.Parse(record, out var view));
        Assert.Equal(Recorded, Convert.ToHexString(Encode(ContentOf(view))), ignoreCase: true);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.1.2.3", 0)]
    [InlineData("::1", "10.1.2.3", 12)]
    [InlineData("127.0.0.1", "fd00::2", 12)]
    [InlineData("::1", "fd00::2", 24)]
    [InlineData("::ffff:10.0.0.9", "10.1.2.3", 0)]
    public void Hosts_of_both_families_survive_a_round_trip(string born, string store, int extra)
    {
        var content = new RecordContent
        {
            Topic = "T"u8, Body = "body"u8, Properties = "a\u0001b"u8, BodyCrc = BodyCrc.Of("body"u8), QueueId = 3, Flag = 7,
            QueueOffset = 11, PhysicalOffset = 13, BornTimestamp = 17, StoreTimestamp = 19, ReconsumeTimes = 2, PreparedTransactionOffset = 23,
            SystemFlags = SystemFlags.Compressed | SystemFlags.BornHostV6,
            BornHost = HostAddress.From(new IPEndPoint(IPAddress.Parse(born), 1000)),
            StoreHost = HostAddress.From(new IPEndPoint(IPAddress.Parse(store), 2000)),
        };
        var record = Encode(content);
        Assert.Equal(91 + 4 + 1 + 3 + extra, record.Length);
        Assert.True(MessageRecordCodec.TryRead(record, out var message, out _));
        Assert.Equal(HostAddress.From(new IPEndPoint(IPAddress.Parse(born), 1000)).ToEndPoint(), message!.BornHost);
        Assert.Equal(new IPEndPoint(IPAddress.Parse(store), 2000), message.StoreHost);
        Assert.Equal(17, message.BornTimestamp);
        Assert.Equal(19, message.StoreTimestamp);
        Assert.Equal(2, message.ReconsumeTimes);
        Assert.Equal(23, message.PreparedTransactionOffset);
        Assert.Equal(7, message.Flag);
        Assert.Equal("b", message.Property("a"));
        Assert.True(message.HasValidCrc);
    }

    [Fact]
    public void A_topic_longer_than_127_bytes_makes_a_version_2_record()
    {
        var topic = Encoding.UTF8.GetBytes(new string('t', 200));
        var record = Encode(new RecordContent { Topic = topic, Body = "b"u8 });
        Assert.Equal(91 + 1 + 200 + 1, record.Length);
        Assert.True(MessageRecordCodec.TryRead(record, out var message, out _));
        Assert.Equal(RecordView.MagicV2, message!.Magic);
        Assert.Equal(200, message.Topic.Length);
        Assert.Equal("b"u8, message.Body.Span);
    }

    [Fact]
    public void Every_cut_of_a_record_is_incomplete()
    {
        var record = Convert.FromHexString(Recorded);
        for (var length = 1; length < record.Length; length++)
        {
            var kind = RecordView.Parse(record.AsSpan(0, length), out _);
            Assert.True(kind is RecordKind.Incomplete or RecordKind.Empty, $"{length} bytes read as {kind}");
            Assert.False(MessageRecordCodec.TryRead(record.AsMemory(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData(4, 0xDB)] // magic
    [InlineData(3, 0xCC)] // size
    [InlineData(87, 0x11)] // body length
    [InlineData(104, 0x09)] // topic length
    [InlineData(114, 0x57)] // properties length
    public void Lengths_that_contradict_each_other_are_corrupt(int position, byte value)
    {
        var record = new byte[300];
        Convert.FromHexString(Recorded).CopyTo(record, 0);
        record[position] = value;
        Assert.Equal(RecordKind.Corrupt, RecordView.Parse(record, out _));
    }

    [Fact]
    public void A_changed_body_fails_the_checksum()
    {
        var record = Convert.FromHexString(Recorded);
        record[90] ^= 1;
        Assert.Equal(RecordKind.Message, RecordView.Parse(record, out var view));
        Assert.False(view.HasValidCrc);
    }

    [Fact]
    public void The_blank_mark_and_unwritten_space_are_told_apart()
    {
        Assert.Equal(RecordKind.Blank, RecordView.Parse(Convert.FromHexString("00000046CBD43194"), out _));
        Assert.Equal(RecordKind.Empty, RecordView.Parse(new byte[16], out _));
        Assert.Equal(RecordKind.Empty, RecordView.Parse([], out _));
    }

    [Fact]
    public void Concatenated_records_decode_in_order_and_a_cut_tail_is_named()
    {
        var one = Convert.FromHexString(Recorded);
        byte[] three = [.. one, .. one, .. one];
        Assert.Equal(3, MessageRecordCodec.DecodeAll(three).Count);
        var broken = Assert.Throws<FormatException>(() => MessageRecordCodec.DecodeAll(three.AsMemory(0, three.Length - 1)));
        Assert.Contains("byte 406 of 608", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Late_fields_can_be_patched()
    {
        var record = Convert.FromHexString(Recorded);
        RecordLayout.PatchQueueOffset(record, 5);
        RecordLayout.PatchPhysicalOffset(record, 6);
        RecordLayout.PatchStoreTimestamp(record, SystemFlags.None, 7);
        Assert.True(MessageRecordCodec.TryRead(record, out var message, out _));
        Assert.Equal((5, 6, 7), (message!.QueueOffset, message.PhysicalOffset, message.StoreTimestamp));
    }

    private static RecordContent ContentOf(RecordView view) => new()
    {
        Topic = view.Topic, Body = view.Body, Properties = view.Properties, BodyCrc = view.BodyCrc, QueueId = view.QueueId, Flag = view.Flag,
        SystemFlags = view.SystemFlags, QueueOffset = view.QueueOffset, PhysicalOffset = view.PhysicalOffset,
        BornTimestamp = view.BornTimestamp, BornHost = view.BornHost, StoreTimestamp = view.StoreTimestamp, StoreHost = view.StoreHost,
        ReconsumeTimes = view.ReconsumeTimes, PreparedTransactionOffset = view.PreparedTransactionOffset,
    };

    private static byte[] Encode(RecordContent content)
    {
        var record = new byte[MessageRecordCodec.Measure(content)];
        Assert.Equal(record.Length, MessageRecordCodec.Write(record, content));
        return record;
    }
}
