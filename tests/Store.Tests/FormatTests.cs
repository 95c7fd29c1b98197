using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Text;
using RocketMQ.Model;

namespace RocketMQ.Store.Tests;

/// <summary>Records of every shape, in bytes built by hand so that our own codec is not its own witness.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(127, 0xDAA320A7)]
    [InlineData(128, 0xDAA320AB)] // message version 2: two bytes for the length of the topic
    [InlineData(255, 0xDAA320AB)]
    public async Task Records_of_both_versions_are_read_queued_indexed_and_recovered(int topicLength, uint magic)
    {
        var topic = new string('t', topicLength);
        await using var store = _folder.Open();
        store.IsFollower = true;
        var bytes = new List<byte>();
        for (var i = 0; i < 3; i++) bytes.AddRange(Record(topic, magic, i, bytes.Count, $"m{i}", $"KEYS\u0001k{i}"));
        Assert.True(store.AppendRaw(0, bytes.ToArray()).IsStored);
        await AssertServed(store);
        using (var crashed = _folder.Crash())
        {
            await using var recovered = crashed.Open();
            await AssertServed(recovered);
        }

        Task AssertServed(MessageStore opened)
        {
            Assert.Equal(["m0", "m1", "m2"], opened.Bodies(topic));
            Assert.Equal(["m1"], opened.ByKey("k1", topic));
            using var lease = opened.ReadRecord(0);
            Assert.True(MessageRecordCodec.TryRead(lease!.Memory, out var message, out _));
            Assert.Equal((topic, "k0"), (message!.Topic, message.Keys));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Every_bit_of_the_system_flags_and_every_body_is_stored_as_it_came()
    {
        await using var store = _folder.Open();
        // Compressed with zlib, LZ4, ZSTD; more tags; bits that only 5.x knows; all that nobody knows. Host bits are the addresses' own.
        int[] flags = [0x001, 0x301, 0x101, 0x201, 0x002, 0x040, 0x080, 0x7C3, 0x7FFFF000, unchecked((int)0x80000000)];
        var body = new byte[256];
        for (var i = 0; i < body.Length; i++) body[i] = (byte)i;
        for (var i = 0; i < flags.Length; i++)
        {
            var result = store.Append(new MessageAppend { Topic = "T", QueueId = 0, Body = body, SystemFlags = (SystemFlags)flags[i], BornHost = StoreFolder.Host, StoreHost = StoreFolder.Host });
            using var lease = store.ReadRecord(result.PhysicalOffset);
            Assert.Equal(flags[i], BinaryPrimitives.ReadInt32BigEndian(lease!.Span[36..]));
            Assert.True(lease.Span.Slice(88, body.Length).SequenceEqual(body));
            Assert.Equal(i, result.QueueOffset);
        }

        using var crashed = _folder.Crash();
        await using var recovered = crashed.Open();
        Assert.Equal(flags.Length, recovered.GetMaxOffset("T", 0));
    }

    [Theory]
    [InlineData("127.0.0.1", "10.0.0.1", 0x00)]
    [InlineData("2001:db8::1", "10.0.0.1", 0x10)]
    [InlineData("10.0.0.1", "2001:db8::2", 0x20)]
    [InlineData("2001:db8::1", "2001:db8::2", 0x30)]
    public async Task Hosts_of_both_families_are_written_as_the_original_does(string born, string stored, int bits)
    {
        await using var store = _folder.Open();
        var (from, to) = (new IPEndPoint(IPAddress.Parse(born), 4001), new IPEndPoint(IPAddress.Parse(stored), 10911));
        var item = new byte[BatchCodec.Measure(1, 0)];
        _ = BatchCodec.Write(item, 0, "b"u8, []);
        var offsets = new long[1];
        var single = new MessageAppend { Topic = "T", QueueId = 0, Body = "s"u8, BornHost = HostAddress.From(from), StoreHost = HostAddress.From(to), BornTimestamp = 7 };
        var batch = new MessageAppend { Topic = "T", QueueId = 0, Body = item, BornHost = HostAddress.From(from), StoreHost = HostAddress.From(to), BornTimestamp = 7 };
        var positions = new[] { store.Append(single).PhysicalOffset, store.AppendBatch(batch, offsets).PhysicalOffset };
        foreach (var position in positions)
        {
            using var lease = store.ReadRecord(position);
            var expected = new List<byte>();
            expected.AddRange(from.Address.GetAddressBytes());
            expected.AddRange(Int32(4001));
            Assert.Equal(bits, BinaryPrimitives.ReadInt32BigEndian(lease!.Span[36..]));
            Assert.Equal(expected, lease.Span.Slice(48, expected.Count).ToArray());
            expected.Clear();
            expected.AddRange(to.Address.GetAddressBytes());
            expected.AddRange(Int32(10911));
            var storeHostAt = 56 + ((bits & 0x10) != 0 ? 20 : 8);
            Assert.Equal(expected, lease.Span.Slice(storeHostAt, expected.Count).ToArray());
            Assert.InRange(BinaryPrimitives.ReadInt64BigEndian(lease.Span[(storeHostAt - 8)..]), 1, long.MaxValue);
        }
    }

    private static byte[] Record(string topic, uint magic, long queueOffset, long position, string body, string properties)
    {
        var (topicBytes, bodyBytes, propertyBytes) = (Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(properties));
        var isVersion2 = magic == 0xDAA320AB;
        var size = 91 + bodyBytes.Length + topicBytes.Length + propertyBytes.Length + (isVersion2 ? 1 : 0);
        byte[] host = [127, 0, 0, 1, .. Int32(10911)];
        byte[] topicLength = isVersion2 ? [(byte)(topicBytes.Length >> 8), (byte)topicBytes.Length] : [(byte)topicBytes.Length];
        return
        [
            .. Int32(size), .. Int32(unchecked((int)magic)), .. Int32((int)(Crc32.HashToUInt32(bodyBytes) & 0x7FFFFFFF)), .. Int32(0), .. Int32(0),
            .. Int64(queueOffset), .. Int64(position), .. Int32(0), .. Int64(1), .. host, .. Int64(1_700_000_000_000), .. host, .. Int32(0), .. Int64(0),
            .. Int32(bodyBytes.Length), .. bodyBytes, .. topicLength, .. topicBytes,
            (byte)(propertyBytes.Length >> 8), (byte)propertyBytes.Length, .. propertyBytes,
        ];
    }

    private static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Int64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
