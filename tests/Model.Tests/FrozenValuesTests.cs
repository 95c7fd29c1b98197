using System.IO.Hashing;
using System.Net;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace RocketMQ.Model.Tests;

/// <summary>Numbers that reach disk or wire; a change here breaks every store and client in the field.</summary>
public sealed class FrozenValuesTests
{
    [Theory]
    [InlineData("TagA", 2598919)]
    [InlineData("TagB", 2598920)]
    [InlineData("T1", 2653)]
    [InlineData("", 0)]
    [InlineData("标签", 857175)]
    [InlineData("😀", 1772899)]
    public void Java_hashes_are_the_same_from_text_and_bytes(string text, int expected)
    {
        Assert.Equal(expected, JavaHash.Of(text));
        Assert.Equal(expected, JavaHash.OfUtf8(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Several bytes are taken at a time; where they are split must not show, nor where the text stops being ASCII.</summary>
    [Fact]
    public void Java_hashes_of_every_length_are_those_of_the_definition()
    {
        const string letters = "TopicTest#7F0000010000000A~!";
        for (var length = 0; length <= letters.Length; length++)
        {
            var text = letters[..length];
            Assert.Equal(Defined(text, 5), JavaHash.OfUtf8(Encoding.UTF8.GetBytes(text), 5));
            for (var at = 0; at < length; at++)
            {
                var mixed = text.Insert(at, "签😀é");
                Assert.Equal(Defined(mixed, 0), JavaHash.OfUtf8(Encoding.UTF8.GetBytes(mixed)));
            }
        }

        static int Defined(string text, int seed) => text.Aggregate(seed, static (hash, unit) => unchecked((31 * hash) + unit));
    }

    [Theory]
    [InlineData("FD000000000000000000000000000002192E5FFD2B276DCE63B70000", 0x0bde41e3)]
    [InlineData("KX", 0x0029e2ef)]
    [InlineData("K1", 0x0029e2c8)]
    public void Index_key_hashes_match_a_recorded_file(string key, int expected) =>
        Assert.Equal(expected, JavaHash.OfIndexKey("TopicTest"u8, Encoding.UTF8.GetBytes(key)));

    [Fact]
    public void The_body_checksum_is_masked_to_31_bits()
    {
        Assert.Equal(0x0731d904, BodyCrc.Of("hello1"u8));
        Assert.Equal(0, BodyCrc.Of([]));
        Assert.Equal(0x4BF43926, BodyCrc.Of("123456789"u8));
    }

    /// <summary>
    /// The library takes another way through all but the shortest bodies where the processor multiplies without carry; both must end alike,
    /// wherever the body begins in memory.
    /// </summary>
    [Fact]
    public void The_body_checksum_of_every_length_and_place_is_that_of_the_bitwise_definition()
    {
        var memory = new byte[2100];
        new Random(1).NextBytes(memory);
        foreach (var length in Enumerable.Range(1, 300).Concat([511, 512, 513, 1023, 1024, 1025, 2000]))
        {
            for (var at = 0; at < 64; at += length < 300 ? 1 : 9)
                Assert.Equal((int)(Bitwise(memory.AsSpan(at, length)) & 0x7FFFFFFF), BodyCrc.Of(memory.AsSpan(at, length)));
        }

        static uint Bitwise(ReadOnlySpan<byte> bytes)
        {
            var crc = uint.MaxValue;
            foreach (var value in bytes)
            {
                crc ^= value;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }

            return ~crc;
        }
    }

    /// <summary>Which way the library takes it says only inside; these names are those of the version that is pinned.</summary>
    [Fact]
    public void Where_the_processor_multiplies_without_carry_checksums_are_made_so()
    {
        if (!Pclmulqdq.IsSupported) return;
        var isVectorized = Inside<IsVectorized>("CanBeVectorized");
        var (vector, table) = (Inside<Update>("UpdateVectorized"), Inside<Update>("UpdateScalar"));
        var body = new byte[1000];
        new Random(2).NextBytes(body);
        for (var length = 1; length <= body.Length; length++)
        {
            ReadOnlySpan<byte> bytes = body.AsSpan(0, length);
            Assert.Equal(length >= 16, isVectorized(bytes));
            if (length < 16) continue;
            Assert.Equal(table(uint.MaxValue, bytes), vector(uint.MaxValue, bytes));
            Assert.Equal((int)(~vector(uint.MaxValue, bytes) & 0x7FFFFFFF), BodyCrc.Of(bytes));
        }

        static TDelegate Inside<TDelegate>(string name)
            where TDelegate : Delegate => typeof(Crc32).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<TDelegate>();
    }

    private delegate bool IsVectorized(ReadOnlySpan<byte> bytes);

    private delegate uint Update(uint crc, ReadOnlySpan<byte> bytes);

    [Fact]
    public void Record_numbers_are_those_of_the_format()
    {
        Assert.Equal(-626843481, RecordView.MagicV1);
        Assert.Equal(-626843477, RecordView.MagicV2);
        Assert.Equal(-875286124, RecordView.MagicBlank);
        Assert.Equal(219, MessageRecordCodec.Measure(9, 6, 113, false, false));
        Assert.Equal(121, BatchCodec.Measure(6, 93));
    }

    [Fact]
    public void System_flags_have_their_bits()
    {
        Assert.Equal(
            [0, 0x01, 0x02, 0x04, 0x08, 0x0C, 0x10, 0x20, 0x40, 0x80, 0x100, 0x200, 0x300],
            Enum.GetValues<SystemFlags>().Select(flag => (int)flag));
        Assert.Equal(CompressionType.Zlib, ((SystemFlags)0x001).CompressionType());
        Assert.Equal(CompressionType.Zlib, ((SystemFlags)0x301).CompressionType());
        Assert.Equal(CompressionType.Lz4, ((SystemFlags)0x101).CompressionType());
        Assert.Equal(CompressionType.Zstd, ((SystemFlags)0x201).CompressionType());
        Assert.Equal(CompressionType.Unknown, ((SystemFlags)0x401).CompressionType());
        Assert.Equal(CompressionType.None, ((SystemFlags)0x300).CompressionType());
    }

    [Fact]
    public void Transaction_bits_change_alone_and_decide_about_the_queue()
    {
        var flags = SystemFlags.Compressed | SystemFlags.TransactionPrepared;
        Assert.Equal(TransactionType.Prepared, flags.TransactionType());
        Assert.False(flags.IsQueued());
        Assert.Equal(SystemFlags.Compressed | SystemFlags.TransactionCommit, flags.WithTransaction(TransactionType.Commit));
        Assert.True(flags.WithTransaction(TransactionType.Commit).IsQueued());
        Assert.False(flags.WithTransaction(TransactionType.Rollback).IsQueued());
        Assert.True(flags.WithTransaction(TransactionType.None).IsQueued());
    }

    [Theory]
    [InlineData(Permissions.None, "---")]
    [InlineData(Permissions.Read | Permissions.Write, "RW-")]
    [InlineData(Permissions.Read | Permissions.Write | Permissions.Inherit, "RWX")]
    public void Permissions_print_as_three_letters(Permissions permissions, string text) => Assert.Equal(text, permissions.ToText());

    [Fact]
    public void Permission_numbers_are_those_of_the_wire() =>
        Assert.Equal((1, 2, 4, 8), ((int)Permissions.Inherit, (int)Permissions.Write, (int)Permissions.Read, (int)Permissions.Priority));

    [Fact]
    public void Offset_ids_match_a_recorded_one()
    {
        var host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 20911));
        Assert.Equal("7F000001000051AF00000000000000DB", MessageIds.FormatOffsetId(host, 219));
        var ascii = new byte[56];
        Assert.Equal(32, MessageIds.WriteOffsetId(ascii, host, 219));
        Assert.Equal("7F000001000051AF00000000000000DB", Encoding.ASCII.GetString(ascii, 0, 32));
        Assert.True(MessageIds.TryParseOffsetId("7F000001000051AF00000000000000DB", out var parsed, out var offset));
        Assert.Equal((host, 219L), (parsed, offset));
    }

    [Fact]
    public void Offset_ids_with_ipv6_hosts_have_56_characters()
    {
        var host = HostAddress.From(new IPEndPoint(IPAddress.Parse("fd00::2"), 10911));
        var id = MessageIds.FormatOffsetId(host, 42);
        Assert.Equal(56, id.Length);
        Assert.True(MessageIds.TryParseOffsetId(id, out var parsed, out var offset));
        Assert.Equal((host, 42L), (parsed, offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7F000001000051AF00000000000000D")]
    [InlineData("7F000001000051AF00000000000000DX")]
    [InlineData("FD000000000000000000000000000002192E5FFD2B276DCE63B70000")] // a unique id: its "port" is no port
    public void What_cannot_be_an_offset_id_is_refused(string text) => Assert.False(MessageIds.TryParseOffsetId(text, out _, out _));
}
