using System.IO.Compression;
using System.Text;
using Avro;
using Avro.Generic;
using Avro.IO;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using MessagePack;
using RocketMQ.ManagementConsole.Messages.Decoding;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Messages.Decoding;

public sealed class BodyDecodingTests
{
    [Fact]
    public void What_gzip_zlib_lz4_and_zstd_packed_is_unpacked_and_looked_at_again()
    {
        foreach (var (bytes, format) in new[]
        {
            (SampleBodies.Gzip, BodyFormat.Gzip),
            (SampleBodies.Lz4, BodyFormat.Lz4),
            (SampleBodies.Zstd, BodyFormat.Zstd),
            (StoredMessages.Packed(Encoding.UTF8.GetBytes(SampleBodies.Json)), BodyFormat.Zlib),
        })
        {
            var body = BodyDecoding.Decode(bytes);

            Assert.Equal((BodyFormat.Json, true), (body.Format, body.IsJson));
            Assert.Equal([format], body.Packings);
            Assert.Contains("\"order\": \"A-1001\"", body.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SystemFlags.Compressed, BodyFormat.Zlib)]
    [InlineData(SystemFlags.Compressed | SystemFlags.CompressionZlib, BodyFormat.Zlib)]
    [InlineData(SystemFlags.Compressed | SystemFlags.CompressionLz4, BodyFormat.Lz4)]
    [InlineData(SystemFlags.Compressed | SystemFlags.CompressionZstd, BodyFormat.Zstd)]
    public void A_body_that_the_message_says_is_packed_is_unpacked(SystemFlags flags, BodyFormat format)
    {
        var bytes = format switch
        {
            BodyFormat.Lz4 => SampleBodies.Lz4,
            BodyFormat.Zstd => SampleBodies.Zstd,
            _ => StoredMessages.Packed(Encoding.UTF8.GetBytes(SampleBodies.Json)),
        };
        var message = StoredMessages.Message(bytes: bytes, flags: flags).Message;

        var body = BodyDecoding.Decode(message);

        Assert.Equal(BodyFormat.Json, body.Format);
        Assert.Equal([format], body.Packings);
        Assert.Equal(SampleBodies.Json, Encoding.UTF8.GetString(MessagePacking.Unpack(message, 1 << 20).Body.Span));
    }

    [Fact]
    public void A_body_that_is_not_packed_as_its_message_says_is_broken_and_says_so()
    {
        var message = StoredMessages.Message(bytes: SampleBodies.Zstd, flags: SystemFlags.Compressed | SystemFlags.CompressionLz4).Message;

        Assert.Equal(DecodeProblem.Broken, BodyDecoding.Decode(message).Problem);
        Assert.Contains("LZ4", MessagePacking.Unpack(message, 1 << 20).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Protobuf_is_read_without_its_schema()
    {
        var message = new FieldDescriptorProto { Name = "order_no", Number = 7, TypeName = ".shop.Order", Options = new FieldOptions { Packed = true, Deprecated = true } };

        var body = BodyDecoding.Decode(message.ToByteArray());

        Assert.Equal((BodyFormat.Protobuf, true), (body.Format, body.IsJson));
        Assert.Equal("""{"1":"order_no","3":7,"6":".shop.Order","8":{"2":1,"3":1}}""", Compact(body));
    }

    [Fact]
    public void Protobuf_keeps_negative_numbers_doubles_and_repeated_fields()
    {
        Assert.Equal("""{"1":-5}""", Compact(BodyDecoding.Decode(new Int64Value { Value = -5 }.ToByteArray())));
        Assert.Equal("""{"1":2.5}""", Compact(BodyDecoding.Decode(new DoubleValue { Value = 2.5 }.ToByteArray())));
        Assert.Equal("""{"1":0.1}""", Compact(BodyDecoding.Decode(new FloatValue { Value = 0.1f }.ToByteArray())));
        Assert.Equal("""{"1":["a.b","c"]}""", Compact(BodyDecoding.Decode(new FieldMask { Paths = { "a.b", "c" } }.ToByteArray())));
        Assert.Equal("""{"1":{"bytes":"ff00fe"}}""", Compact(BodyDecoding.Decode(new BytesValue { Value = ByteString.CopyFrom(0xFF, 0x00, 0xFE) }.ToByteArray())));
    }

    [Fact]
    public void MessagePack_becomes_JSON()
    {
        var content = new Dictionary<string, object?>
        {
            ["name"] = "Grüße", ["n"] = -3, ["big"] = ulong.MaxValue, ["real"] = 1.5, ["list"] = new object[] { 1, true, "x" }, ["none"] = null,
            ["bytes"] = new byte[] { 1, 255 }, ["at"] = new DateTime(2025, 3, 4, 12, 0, 0, DateTimeKind.Utc),
        };

        var body = BodyDecoding.Decode(MessagePackSerializer.Serialize(content));

        Assert.Equal((BodyFormat.MessagePack, true), (body.Format, body.IsJson));
        Assert.Equal(
            """{"name":"Grüße","n":-3,"big":18446744073709551615,"real":1.5,"list":[1,true,"x"],"none":null,"bytes":{"bytes":"01ff"},"at":"2025-03-04T12:00:00.0000000Z"}""",
            Compact(body));
    }

    [Fact]
    public void MessagePack_of_every_length_is_read()
    {
        foreach (var size in new[] { 0, 15, 16, 31, 32, 255, 256, 65535, 65536 })
        {
            var map = new Dictionary<string, object> { ["text"] = new string('x', size), ["list"] = Enumerable.Range(-size / 2, size).ToArray() };

            Assert.Equal(BodyFormat.MessagePack, BodyDecoding.Decode(MessagePackSerializer.Serialize(map)).Format);
        }
    }

    [Fact]
    public void A_single_object_of_Avro_tells_the_fingerprint_of_its_schema()
    {
        var schema = (RecordSchema)Schema.Parse("""{"type":"record","name":"Order","fields":[{"name":"no","type":"string"},{"name":"amount","type":"int"}]}""");
        using var stream = new MemoryStream();
        stream.Write([0xC3, 0x01]);
        var fingerprint = SchemaNormalization.ParsingFingerprint64(schema);
        stream.Write(BitConverter.GetBytes(fingerprint));
        var record = new GenericRecord(schema);
        record.Add("no", "A-1001");
        record.Add("amount", 42);
        new GenericDatumWriter<GenericRecord>(schema).Write(record, new BinaryEncoder(stream));

        var body = BodyDecoding.Decode(stream.ToArray());

        Assert.Equal((BodyFormat.Avro, fingerprint.ToString("x16", System.Globalization.CultureInfo.InvariantCulture), null), (body.Format, body.Detail, body.Text));
    }

    [Fact]
    public void Java_serialization_tells_the_class_or_the_text()
    {
        var map = BodyDecoding.Decode(SampleBodies.JavaMap);
        var text = BodyDecoding.Decode(SampleBodies.JavaText);

        Assert.Equal((BodyFormat.Java, "java.util.LinkedHashMap", null), (map.Format, map.Detail, map.Text));
        Assert.Equal((BodyFormat.Java, "java.lang.String", "Grüße 你好"), (text.Format, text.Detail, text.Text));
    }

    [Theory]
    [InlineData("gb18030", "订单已经支付，请尽快安排发货，谢谢您的支持与理解")]
    [InlineData("big5", "訂單已經支付，請盡快安排發貨，謝謝您的支持與理解")]
    [InlineData("shift_jis", "ご注文ありがとうございます。商品を発送しました。")]
    [InlineData("euc-kr", "주문해 주셔서 감사합니다. 상품이 발송되었습니다.")]
    [InlineData("windows-1251", "Ваш заказ оплачен и будет отправлен завтра утром")]
    [InlineData("utf-16", "Ihr Auftrag wurde bezahlt")]
    [InlineData("utf-16BE", "Ihr Auftrag wurde bezahlt")]
    [InlineData("utf-8", "Grüße 你好")]
    public void Text_is_read_in_the_charset_it_was_written_in(string charset, string text)
    {
        Charsets.Register();

        var body = BodyDecoding.Decode(Encoding.GetEncoding(charset).GetBytes(text));

        Assert.Equal((BodyFormat.Text, text), (body.Format, body.Text));
        Assert.NotNull(body.Detail);
    }

    [Fact]
    public void XML_is_indented_in_whatever_charset_it_names_and_reads_no_document_types()
    {
        Charsets.Register();
        var text = """<?xml version="1.0" encoding="gb2312"?><订单 id="1"><行>a</行></订单>""";

        var body = BodyDecoding.Decode(Encoding.GetEncoding("gb2312").GetBytes(text));

        Assert.Equal(BodyFormat.Xml, body.Format);
        Assert.Contains("\n  <行>a</行>\n", body.Text, StringComparison.Ordinal);
        Assert.Equal(BodyFormat.Text, BodyDecoding.Decode("""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"""u8.ToArray()).Format);
        Assert.Equal(BodyFormat.Text, BodyDecoding.Decode("<a> is no XML"u8.ToArray()).Format);
    }

    [Fact]
    public void Bytes_that_are_nothing_stay_bytes()
    {
        Assert.Equal(BodyFormat.Empty, BodyDecoding.Decode(Array.Empty<byte>()).Format);
        Assert.Equal(BodyFormat.Binary, BodyDecoding.Decode(new byte[] { 0x00, 0x01, 0xFF }).Format);
        Assert.Equal(BodyFormat.Binary, BodyDecoding.Decode(new byte[] { 0x1F, 0x8B, 0x08, 0x00, 0xFF, 0x00, 0x01 }).Format);
    }

    [Fact]
    public void A_body_that_would_fill_the_memory_is_given_up()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(new byte[20_000_000]);

        foreach (var bomb in new[] { packed.ToArray(), SampleBodies.ZstdBomb, StoredMessages.Packed(new byte[20_000_000]) })
        {
            var body = BodyDecoding.Decode(bomb);
            Assert.Equal(DecodeProblem.TooLarge, body.Problem);
            Assert.True(body.Content.Length <= bomb.Length);
        }

        var marked = StoredMessages.Message(bytes: SampleBodies.ZstdBomb, flags: SystemFlags.Compressed | SystemFlags.CompressionZstd).Message;
        Assert.Contains("more than 16777216 bytes", MessagePacking.Unpack(marked, 16 * 1024 * 1024).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_indentation_would_blow_up_is_given_up()
    {
        var deep = new string('[', 200) + string.Join(',', Enumerable.Repeat("0", 100_000)) + new string(']', 200);

        Assert.Equal((BodyFormat.Json, DecodeProblem.TooLarge), (BodyDecoding.Decode(Encoding.UTF8.GetBytes(deep)) is var body ? body.Format : default, body.Problem));
    }

    [Fact]
    public void Layers_are_counted()
    {
        var body = "{}"u8.ToArray();
        for (var layer = 0; layer < 5; layer++)
            body = StoredMessages.Packed(body);

        Assert.Equal(DecodeProblem.TooManyLayers, BodyDecoding.Decode(body).Problem);
        Assert.Equal(BodyFormat.Json, BodyDecoding.Decode(body, new DecodeLimits { MaxLayers = 5 }).Format);
    }

    [Fact]
    public void Structures_that_are_too_deep_are_bytes()
    {
        Assert.NotEqual(BodyFormat.MessagePack, BodyDecoding.Decode(Enumerable.Repeat((byte)0x91, 100_000).Append((byte)1).ToArray()).Format);
        var nested = new byte[] { 0x08, 0x01 };
        for (var level = 0; level < 200; level++)
            nested = [0x0A, .. VarintOf(nested.Length), .. nested];
        var body = BodyDecoding.Decode(nested);
        Assert.Equal(BodyFormat.Protobuf, body.Format);
        Assert.Contains("\"bytes\"", body.Text, StringComparison.Ordinal);
    }

    private static byte[] VarintOf(int number) => number < 0x80 ? [(byte)number] : [(byte)(number | 0x80), .. VarintOf(number >> 7)];

    private static string Compact(DecodedBody body) =>
        System.Text.Json.Nodes.JsonNode.Parse(body.Text!)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
