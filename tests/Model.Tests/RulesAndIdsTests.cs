using System.IO.Compression;
using System.Net;
using System.Text;

namespace RocketMQ.Model.Tests;

public sealed class RulesAndIdsTests
{
    [Theory]
    [InlineData("TopicTest")]
    [InlineData("%RETRY%group-1_a|b")]
    public void Good_topic_names_pass(string name)
    {
        Assert.True(TopicRules.Check(name).IsValid);
        Assert.True(TopicRules.IsValid(Encoding.UTF8.GetBytes(name)));
    }

    [Theory]
    [InlineData("a b", "' ' (U+0020) at position 2")]
    [InlineData("a.b", "'.' (U+002E) at position 2")]
    [InlineData("主题", "'主' (U+4E3B) at position 1")]
    [InlineData("", "blank")]
    [InlineData("  ", "blank")]
    public void Bad_topic_names_are_refused_with_the_offender(string name, string part)
    {
        var check = TopicRules.Check(name);
        Assert.False(check.IsValid);
        Assert.Contains(part, check.Problem, StringComparison.Ordinal);
        Assert.False(TopicRules.IsValid(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void Length_limits_name_both_numbers()
    {
        Assert.True(TopicRules.Check(new string('a', 127)).IsValid);
        Assert.Equal("The topic name is 128 characters long; at most 127 are allowed.", TopicRules.Check(new string('a', 128)).Problem);
        Assert.True(GroupRules.Check(new string('a', 255)).IsValid);
        Assert.Equal("The group name is 256 characters long; at most 255 are allowed.", GroupRules.Check(new string('a', 256)).Problem);
    }

    [Theory]
    [InlineData("SCHEDULE_TOPIC_XXXX", true, true)]
    [InlineData("RMQ_SYS_TRACE_TOPIC", true, false)]
    [InlineData("rmq_sys_wheel_timer", true, true)]
    [InlineData("rmq_sys_other", true, false)]
    [InlineData("TBW102", true, false)]
    [InlineData("Orders", false, false)]
    public void System_topics_are_known(string topic, bool system, bool forbidden)
    {
        Assert.Equal(system, SystemTopics.IsSystemTopic(topic));
        Assert.Equal(forbidden, SystemTopics.IsForbiddenToSend(topic));
    }

    [Fact]
    public void Message_queues_sort_by_topic_broker_and_id()
    {
        MessageQueue[] queues = [new("b", "x", 0), new("a", "y", 2), new("a", "y", 10), new("a", "B", 11)];
        Array.Sort(queues);
        Assert.Equal([new("a", "B", 11), new("a", "y", 2), new("a", "y", 10), new("b", "x", 0)], queues);
    }

    [Fact]
    public void A_unique_id_tells_where_and_when_it_was_made()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 11, 22, 7, 44, 2, 487, TimeSpan.Zero));
        var ids = new UniqueIdGenerator(IPAddress.Parse("10.1.2.3"), 70000, 99, clock);
        var first = ids.Next();
        Assert.Equal(32, first.Length);
        Assert.NotEqual(first, ids.Next());
        Assert.True(UniqueIds.TryParse(first, clock.GetUtcNow().AddHours(1), out var parts));
        Assert.Equal(IPAddress.Parse("10.1.2.3"), parts.Address);
        Assert.Equal(70000 & 0xFFFF, parts.ProcessId);
        Assert.Equal(clock.GetUtcNow(), parts.CreatedAt);
        Assert.Equal(0, parts.Counter);
    }

    [Fact]
    public void A_recorded_unique_id_of_an_ipv6_host_is_taken_apart()
    {
        var now = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        Assert.True(UniqueIds.TryParse("FD000000000000000000000000000002192E5FFD2B276DCE63B70000", now, out var parts));
        Assert.Equal(IPAddress.Parse("fd00::2"), parts.Address);
        Assert.Equal(0x192E, parts.ProcessId);
        Assert.Equal(new DateTime(2026, 11, 22, 7, 44, 2, 487), parts.CreatedAt.DateTime);
    }

    [Fact]
    public void A_time_ahead_of_now_belongs_to_the_month_before()
    {
        var now = new DateTimeOffset(2026, 12, 1, 0, 10, 0, TimeSpan.Zero);
        Assert.True(UniqueIds.TryParse("FD000000000000000000000000000002192E5FFD2B276DCE63B70000", now, out var parts));
        Assert.Equal(11, parts.CreatedAt.Month);
    }

    [Fact]
    public void Batch_items_round_trip_and_broken_bodies_are_refused()
    {
        var body = new byte[BatchCodec.Measure(6, 3) + BatchCodec.Measure(0, 0)];
        var first = BatchCodec.Write(body, 5, "batch0"u8, "a\u00011"u8);
        _ = BatchCodec.Write(body.AsSpan(first), 0, [], []);
        Assert.Equal(2, BatchCodec.Count(body));
        Assert.True(BatchCodec.TryRead(body, out var item));
        Assert.Equal(5, item.Flag);
        Assert.Equal("batch0"u8, item.Body);
        Assert.Equal("a\u00011"u8, item.Properties);
        for (var length = 1; length < body.Length; length++)
        {
            if (length != first) Assert.Equal(-1, BatchCodec.Count(body.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(0x001)]
    [InlineData(0x301)]
    public void Zlib_bodies_are_unpacked(int flags)
    {
        var unpacked = BodyCompression.Unpack(Zlib("hello hello hello"u8), (SystemFlags)flags);
        Assert.Null(unpacked.Problem);
        Assert.Equal("hello hello hello"u8, unpacked.Body.Span);
    }

    [Fact]
    public void What_cannot_be_unpacked_is_given_back_with_the_reason()
    {
        byte[] body = [1, 2, 3];
        Assert.Contains("LZ4", BodyCompression.Unpack(body, (SystemFlags)0x101).Problem, StringComparison.Ordinal);
        Assert.Contains("ZSTD", BodyCompression.Unpack(body, (SystemFlags)0x201).Problem, StringComparison.Ordinal);
        Assert.Contains("cannot be unpacked", BodyCompression.Unpack(body, (SystemFlags)0x001).Problem, StringComparison.Ordinal);
        Assert.Equal(body, BodyCompression.Unpack(body, (SystemFlags)0x001).Body);
        Assert.Contains("more than 10 bytes", BodyCompression.Unpack(Zlib("hello hello hello"u8), SystemFlags.Compressed, 10).Problem, StringComparison.Ordinal);
    }

    private static byte[] Zlib(ReadOnlySpan<byte> body)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest)) zlib.Write(body);
        return target.ToArray();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
