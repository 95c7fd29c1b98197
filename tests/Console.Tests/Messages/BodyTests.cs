using System.Text;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class BodyTests
{
    [Fact]
    public void An_empty_body_shows_nothing_in_every_view()
    {
        var body = Body([]);

        Assert.Equal(BodyView.Text, body.Best);
        Assert.Equal("", body.Show(BodyView.Text).Text);
        Assert.Equal("", body.Show(BodyView.Hex).Text);
        Assert.Equal(JsonProblem.Empty, body.Show(BodyView.Json).Json!.Problem);
        Assert.False(body.Show(BodyView.Text).IsCut);
    }

    [Fact]
    public void A_binary_body_is_shown_as_hexadecimal()
    {
        Assert.Equal(BodyView.Hex, Body([0x00, 0x01, 0xFF]).Best);
        Assert.Equal(BodyView.Hex, Body([.. "text"u8, 0x00]).Best);
    }

    [Fact]
    public void The_first_byte_that_is_no_UTF8_is_named()
    {
        var shown = Body([.. "grün"u8, 0xFF, .. "ab"u8]).Show(BodyView.Text);

        Assert.Equal("grün\uFFFDab", shown.Text);
        Assert.Equal(5, shown.InvalidAt);
        Assert.Equal("UTF-8", shown.Charset);
    }

    [Fact]
    public void A_byte_order_mark_chooses_the_charset_and_is_not_shown()
    {
        Assert.Equal("hé", Body([0xEF, 0xBB, 0xBF, .. "hé"u8]).Show(BodyView.Text).Text);
        var wide = Body([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("hé")]);
        Assert.Equal(BodyView.Text, wide.Best);
        Assert.Equal(("hé", "UTF-16"), (wide.Show(BodyView.Text).Text, wide.Show(BodyView.Text).Charset));
    }

    [Fact]
    public void A_large_text_is_cut_between_characters_and_can_be_shown_whole()
    {
        var body = Body(Encoding.UTF8.GetBytes("x" + new string('é', 50_000)));

        var start = body.Show(BodyView.Text);
        Assert.True(start is { IsCut: true, CanShowMore: true, InvalidAt: null });
        Assert.DoesNotContain('\uFFFD', start.Text);
        Assert.Equal(64 * 1024 - 1, start.ShownBytes);
        var all = body.Show(BodyView.Text, all: true);
        Assert.False(all.IsCut);
        Assert.Equal(50_001, all.Text.Length);
    }

    [Fact]
    public void A_dump_is_cut_sooner_and_never_grows_beyond_what_a_page_can_hold()
    {
        var body = Body(new byte[2 * 1024 * 1024]);

        Assert.Equal(4096, body.Show(BodyView.Hex).ShownBytes);
        var all = body.Show(BodyView.Hex, all: true);
        Assert.True(all is { IsCut: true, CanShowMore: false, ShownBytes: 1024 * 1024 });
    }

    [Fact]
    public void A_dump_has_position_bytes_and_ASCII()
    {
        var lines = HexDump.Of([.. "Hello, world. <b>"u8, 0x0A]).Split('\n');

        Assert.Equal("00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 2e 20 3c 62  |Hello, world. <b|", lines[0]);
        Assert.Equal("00000010  3e 0a" + new string(' ', 45) + "|>.|", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Theory]
    [InlineData("""{"a":1}""", BodyView.Json)]
    [InlineData("[1,2]", BodyView.Json)]
    [InlineData("  {\"a\": [ ] }\r\n", BodyView.Json)]
    [InlineData("17", BodyView.Text)]
    [InlineData("\"quoted\"", BodyView.Text)]
    [InlineData("{broken", BodyView.Text)]
    public void Objects_and_arrays_are_shown_as_JSON_and_single_values_as_text(string body, BodyView expected)
    {
        Assert.Equal(expected, Body(Encoding.UTF8.GetBytes(body)).Best);
    }

    [Fact]
    public void JSON_keeps_digits_order_repeated_names_and_all_characters()
    {
        var json = Body("""{"b":1.10,"a":12345678901234567890123,"a":"客户 <b>&"}"""u8.ToArray()).Show(BodyView.Json);

        Assert.Equal(
            """
            {
              "b": 1.10,
              "a": 12345678901234567890123,
              "a": "客户 <b>&"
            }
            """.ReplaceLineEndings(),
            json.Text);
    }

    [Fact]
    public void Single_values_are_JSON_when_asked_for()
    {
        Assert.Equal("17", Body("17"u8.ToArray()).Show(BodyView.Json).Text);
    }

    [Fact]
    public void Broken_JSON_names_the_place()
    {
        var json = Body("{\n  \"a\": oops\n}"u8.ToArray()).Show(BodyView.Json).Json!;

        Assert.Equal((JsonProblem.Syntax, 2, 8), (json.Problem, json.Line, json.Column));
    }

    [Fact]
    public void JSON_with_a_text_that_is_no_UTF8_is_a_problem_and_no_crash()
    {
        Assert.Equal(JsonProblem.Text, Body([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]).Show(BodyView.Json).Json!.Problem);
        Assert.Equal(JsonProblem.Text, Body("{\"a\":\"\\ud800\"}"u8.ToArray()).Show(BodyView.Json).Json!.Problem);
    }

    [Fact]
    public void JSON_that_is_too_deep_is_a_problem_and_no_crash()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 100_000));

        Assert.Equal(JsonProblem.Syntax, Body(deep).Show(BodyView.Json).Json!.Problem);
    }

    [Fact]
    public void Large_JSON_is_read_only_when_all_is_asked_for()
    {
        var body = Body(Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(0, 60_000)) + "]"));

        Assert.Equal(BodyView.Text, body.Best);
        var first = body.Show(BodyView.Json);
        Assert.Equal(JsonProblem.TooLarge, first.Json!.Problem);
        Assert.True(first.CanShowMore);
        Assert.EndsWith("59999\n]", body.Show(BodyView.Json, all: true).Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_body_is_unpacked_and_its_stored_bytes_stay_available()
    {
        var packed = StoredMessages.Packed("""{"a":1}"""u8.ToArray());
        var body = MessageBody.Of(StoredMessages.Message(bytes: packed, flags: SystemFlags.Compressed).Message, TopicMask.None);

        Assert.Equal(BodyView.Json, body.Best);
        Assert.Equal("""{"a":1}""", body.Show(BodyView.Text).Text);
        Assert.Equal(HexDump.Of(packed), body.Show(BodyView.Raw).Text);
        Assert.Contains(BodyView.Raw, body.Views);
        Assert.DoesNotContain(BodyView.Raw, Body([1]).Views);
    }

    [Fact]
    public void A_body_that_only_claims_to_be_packed_is_shown_as_stored_with_the_reason()
    {
        var body = MessageBody.Of(StoredMessages.Message("plain", flags: SystemFlags.Compressed).Message, TopicMask.None);

        Assert.Equal("plain", body.Show(BodyView.Text).Text);
        Assert.NotNull(body.Problem);
    }

    [Theory]
    [InlineData("a\r\n\tb   c", "a b c")]
    [InlineData("x\u202Ey\u0007z", "x·y·z")]
    [InlineData("", "")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void A_preview_is_one_line_without_characters_that_steer(string body, string expected)
    {
        Assert.Equal(expected, BodyPreview.Of(StoredMessages.Message(body).Message));
    }

    [Fact]
    public void A_preview_of_a_long_body_is_short_and_says_that_it_is_cut()
    {
        var preview = BodyPreview.Of(StoredMessages.Message(new string('客', 100_000)).Message);

        Assert.True(preview.Length < 170);
        Assert.EndsWith(" …", preview, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', preview);
    }

    [Fact]
    public void A_preview_of_bytes_is_hexadecimal_and_one_of_a_packed_body_is_its_text()
    {
        Assert.Equal("00 ff 10", BodyPreview.Of(StoredMessages.Message(bytes: [0, 0xFF, 0x10]).Message));
        var packed = StoredMessages.Packed(Encoding.UTF8.GetBytes(new string('y', 10_000)));
        Assert.StartsWith("yyyy", BodyPreview.Of(StoredMessages.Message(bytes: packed, flags: SystemFlags.Compressed).Message), StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_are_told_in_words_and_unknown_bits_are_kept()
    {
        var flags = SystemFlags.Compressed | SystemFlags.CompressionZlib | SystemFlags.MultiTags | SystemFlags.TransactionCommit | SystemFlags.BornHostV6;
        Assert.Equal(["PackedZlib", "MultiTags", "TransactionCommit", "BornHostV6"], FlagWords.Of(flags));
        Assert.Equal(0, FlagWords.UnknownBits(flags));
        Assert.Equal(0x4100, FlagWords.UnknownBits((SystemFlags)0x4100));
        Assert.Empty(FlagWords.Of(SystemFlags.None));
    }

    private static MessageBody Body(byte[] bytes) => MessageBody.Of(StoredMessages.Message(bytes: bytes).Message, TopicMask.None);
}
