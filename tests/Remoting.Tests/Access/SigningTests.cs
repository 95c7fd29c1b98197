using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Tests.Access;

public sealed class SigningTests
{
    private const string Secret = "12345678";

    public static IEnumerable<object[]> Recorded { get; } = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "signed.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Select(entry => new object[] { entry.GetProperty("name").GetString()!, entry.GetProperty("hex").GetString()! });

    [Theory]
    [MemberData(nameof(Recorded))]
    public void What_the_originals_client_signed_is_found_to_be_signed(string name, string hex)
    {
        var frame = InboundFrame.Read(Convert.FromHexString(hex), new FieldIndex());

        Assert.True(new SigningKey(Secret).Verify(frame), name);
        Assert.False(new SigningKey(Secret + "9").Verify(frame), name);
    }

    [Fact]
    public void The_signature_of_the_reference_is_ours()
    {
        var frame = Write(SerializeType.Json, new() { ["topic"] = "TopicTest", ["AccessKey"] = "RocketMQ", ["queueId"] = "2", ["consumerGroup"] = "G" }, "body"u8);

        Assert.Equal("lAspnlwrJYEi/KUorgxD6cuOTlk=", SignatureOf(frame, Secret));
    }

    [Theory]
    [InlineData(SerializeType.Json)]
    [InlineData(SerializeType.RocketMQ)]
    public void A_request_of_our_client_is_found_to_be_signed_and_nothing_of_it_can_be_changed(SerializeType type)
    {
        var request = new RemotingCommand
        {
            Code = (int)RequestCode.SendMessageV2,
            Header = new GetMaxOffsetRequestHeader { Topic = "T\u4e2d\"\n", QueueId = 3 },
            Body = "body"u8.ToArray(),
            SerializeType = type,
        };

        var signed = SignedHeader.Sign(request, new AccessKeys("account", Secret, "token"));

        var fields = FieldsOf(signed);
        Assert.Equal(("account", "token", "3"), (fields["AccessKey"], fields["SecurityToken"], fields["queueId"]));
        Assert.True(Verify(type, fields, "body"u8));
        Assert.False(Verify(type, fields, "bodY"u8));
        foreach (var name in fields.Keys)
            Assert.False(Verify(type, new(fields) { [name] = fields[name] + "x" }, "body"u8), name);
        Assert.False(Verify(type, new(fields) { ["added"] = "x" }, "body"u8));
        Assert.False(Verify(type, fields.Where(field => field.Key != "queueId").ToDictionary(), "body"u8));
        Assert.False(Verify(type, fields.Where(field => field.Key != "Signature").ToDictionary(), "body"u8));
    }

    [Fact]
    public void Fields_that_are_passed_on_are_signed_too()
    {
        var request = new RemotingCommand { Code = 310, ExtFields = new Dictionary<string, string> { ["b"] = "T", ["a"] = "P" } };

        Assert.True(Verify(SerializeType.Json, FieldsOf(SignedHeader.Sign(request, new AccessKeys("account", Secret))), default));
    }

    [Fact]
    public void A_query_by_key_may_be_signed_with_its_mark_or_without()
    {
        var request = new RemotingCommand { Code = 12, ExtFields = new Dictionary<string, string> { ["topic"] = "T", ["_UNIQUE_KEY_QUERY"] = "true" } };
        var keys = new AccessKeys("account", Secret);

        Assert.True(Verify(SerializeType.Json, FieldsOf(SignedHeader.Sign(request, keys)), default));
        var without = FieldsOf(SignedHeader.Sign(request, keys, AccessFields.UniqueKeyQuery));
        Assert.Equal("true", without["_UNIQUE_KEY_QUERY"]);
        Assert.True(Verify(SerializeType.Json, without, default));
        Assert.False(Verify(SerializeType.Json, new(without) { ["topic"] = "U" }, default));
        Assert.False(Verify(SerializeType.Json, FieldsOf(SignedHeader.Sign(request, keys, "topic")), default));
    }

    [Fact]
    public void Whatever_the_fields_are_the_content_is_the_sorted_values_and_the_body()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var fields = Enumerable.Range(0, random.Next(0, 70)).ToDictionary(i => Name(random) + i, _ => Name(random) + "\u0001\\");
            var body = new byte[random.Next(0, 40)];
            random.NextBytes(body);
            var content = Encoding.UTF8.GetBytes(string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Value)));

#pragma warning disable CA5350 // The protocol's algorithm.
            var expected = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. content, .. body]));
#pragma warning restore CA5350
            Assert.Equal(expected, SignatureOf(Write(SerializeType.Json, fields, body), Secret));
            Assert.Equal(expected, SignatureOf(Write(SerializeType.RocketMQ, fields, body), Secret));
        }
    }

    [Fact]
    public void A_field_that_is_sent_twice_counts_once_as_it_is_read()
    {
        var twice = Json("""{"code":10,"extFields":{"topic":"A","topic":"B","AccessKey":"account"}}""");
        var once = Json("""{"code":10,"extFields":{"topic":"B","AccessKey":"account"}}""");

        Assert.Equal(SignatureOf(once, Secret), SignatureOf(twice, Secret));
    }

    [Fact]
    public void Numbers_and_escapes_count_as_what_they_stand_for()
    {
        var plain = Json("""{"code":10,"extFields":{"queueId":"1","topic":"a/b","AccessKey":"account"}}""");
        var odd = Json("""{"code":10,"extFields":{"queueId":1,"topic":"a\/\u0062","AccessKey":"account"}}""");

        Assert.Equal(SignatureOf(plain, Secret), SignatureOf(odd, Secret));
        var signed = Encoding.UTF8.GetString(plain.AsSpan(8))[..^2] + ",\"Signature\":\"" + SignatureOf(plain, Secret).Replace("/", "\\/", StringComparison.Ordinal) + "\"}}";
        Assert.True(new SigningKey(Secret).Verify(InboundFrame.Read(Json(signed), new FieldIndex())));
    }

    [Fact]
    public void A_check_allocates_nothing()
    {
        var signed = FieldsOf(SignedHeader.Sign(
            new RemotingCommand { Code = 310, ExtFields = "abcdefghijkmn".ToDictionary(letter => letter.ToString(), letter => $"value of {letter}"), Body = new byte[128] },
            new AccessKeys("account", Secret)));
        var (frame, fields, key) = (Write(SerializeType.Json, signed, new byte[128]), new FieldIndex(), new SigningKey(Secret));
        Assert.True(key.Verify(InboundFrame.Read(frame, fields)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _ = key.Verify(InboundFrame.Read(frame, fields));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Keys_never_show_their_secret() => Assert.Equal("account 'me'", new AccessKeys("me", "hidden").ToString());

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => "aAbB_z9\u00e9\u4e2d"[random.Next(9)]));

    private static bool Verify(SerializeType type, Dictionary<string, string> fields, ReadOnlySpan<byte> body) =>
        new SigningKey(Secret).Verify(InboundFrame.Read(Write(type, fields, body), new FieldIndex()));

    [Fact]
    public void A_secret_does_not_show_in_text() => Assert.DoesNotContain(Secret, new AccessKeys("account", Secret).ToString(), StringComparison.Ordinal);

    private static string SignatureOf(byte[] frame, string secret)
    {
        Span<byte> signature = stackalloc byte[SigningKey.SignatureLength];
        new SigningKey(secret).Sign(InboundFrame.Read(frame, new FieldIndex()), default, signature);
        return Encoding.ASCII.GetString(signature);
    }

    private static Dictionary<string, string> FieldsOf(RemotingCommand command)
    {
        using var buffer = new OutputBuffer();
        var writer = new FrameWriter(buffer, command.SerializeType, command.Code, 1, CommandFlags.Request);
        writer.Fields(command.Header!);
        writer.Body(command.Body.Span);
        writer.Complete();
        return InboundFrame.Read(buffer.WrittenSpan, new FieldIndex()).CopyFields()!;
    }

    private static byte[] Write(SerializeType type, Dictionary<string, string> fields, ReadOnlySpan<byte> body)
    {
        using var buffer = new OutputBuffer();
        var writer = new FrameWriter(buffer, type, 10, 1, CommandFlags.Request);
        writer.Fields(fields);
        writer.Body(body);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Json(string header)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        return [0, 0, 0, 0, 0, 0, 0, (byte)bytes.Length, .. bytes];
    }
}
