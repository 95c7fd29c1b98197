using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Tests.Wire;

public class GoldenFrameTests
{
    [Theory]
    [MemberData(nameof(RecordedFrames.Names), MemberType = typeof(RecordedFrames))]
    public void A_recorded_frame_is_read_as_what_it_was(string name)
    {
        var command = Frame.Read(RecordedFrames.Get(name));

        Assert.Equal(name.StartsWith("json", StringComparison.Ordinal) ? SerializeType.Json : SerializeType.RocketMQ, command.SerializeType);
        Assert.Equal(LanguageCode.Java, command.Language);
        // The unknown request was made by hand, without a version.
        Assert.Equal(command.Code == 99999 ? 0 : RemotingVersion.V4_9_8, command.Version);
        var parts = name.Split('-');
        var isResponse = parts[1] == "response";
        Assert.Equal(isResponse, (command.Flags & CommandFlags.Response) != 0);
        Assert.Equal(parts[^1] == "oneway", (command.Flags & CommandFlags.Oneway) != 0);
        Assert.Equal(isResponse ? parts[5] : parts[2], command.Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(RecordedFrames.Names), MemberType = typeof(RecordedFrames))]
    public void What_the_writer_makes_of_a_recorded_frame_differs_in_its_language_only(string name)
    {
        var original = RecordedFrames.Get(name);
        var command = Frame.Read(original);

        using var output = new OutputBuffer();
        var writer = new FrameWriter(output, command.SerializeType, command.Code, command.Opaque, command.Flags, command.Remark);
        var hasFields = command.SerializeType == SerializeType.RocketMQ || Frame.HeaderText(original).Contains("\"extFields\"", StringComparison.Ordinal);
        if (hasFields)
            writer.Fields(command.ExtFields ?? new Dictionary<string, string>());
        writer.Body(command.Body.Span);
        writer.Complete();
        var written = output.WrittenSpan.ToArray();

        if (command.SerializeType == SerializeType.RocketMQ)
        {
            Assert.Equal((byte)LanguageCode.DotNet, written[10]);
            written[10] = original[10];
            Assert.Equal(Convert.ToHexString(original), Convert.ToHexString(written));
        }
        else
        {
            var expected = Frame.HeaderText(original)
                .Replace("\"language\":\"JAVA\"", "\"language\":\"DOTNET\"", StringComparison.Ordinal)
                .Replace("\"version\":0}", "\"version\":409}", StringComparison.Ordinal);
            Assert.Equal(expected, Frame.HeaderText(written));
            Assert.Equal(Convert.ToHexString(command.Body.Span), Convert.ToHexString(Frame.Read(written).Body.Span));
        }
    }

    [Fact]
    public void The_prefix_of_a_route_request_is_the_one_of_the_appendix()
    {
        // docs/protocol.md, Appendix A1.
        var frame = Frame.Json("""{"code":105,"extFields":{"topic":"TopicTest"},"flag":0,"language":"DOTNET","opaque":1,"serializeTypeCurrentRPC":"JSON","version":409}""");
        Assert.Equal("0000008900000085", Convert.ToHexString(frame, 0, 8));

        using var output = new OutputBuffer();
        var writer = new FrameWriter(output, SerializeType.Json, 105, 1, CommandFlags.Request);
        writer.Field("topic"u8, "TopicTest"u8);
        writer.Complete();
        Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void A_binary_request_and_its_answer_are_the_ones_of_the_appendix()
    {
        // docs/protocol.md, Appendix A2.
        var request = Frame.Read(Convert.FromHexString(
            "0000003b01000037001e0c01990000004e00000000000000000000002200" +
            "05746f70696300000009546f706963546573740007717565756549640000000132"));
        Assert.Equal(30, request.Code);
        Assert.Equal(LanguageCode.Rust, request.Language);
        Assert.Equal(409, request.Version);
        Assert.Equal(78, request.Opaque);
        Assert.Null(request.Remark);
        Assert.Equal("TopicTest", request.ExtFields!["topic"]);
        Assert.Equal("2", request.ExtFields["queueId"]);

        using var output = new OutputBuffer();
        var answer = new FrameWriter(output, SerializeType.RocketMQ, 0, 78, CommandFlags.Response);
        answer.Field("offset"u8, 3);
        answer.Complete();
        Assert.Equal(
            "0000002601000022000002" + "01990000004e00000001000000000000000d00066f66667365740000000133",
            Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [InlineData(SerializeType.Json)]
    [InlineData(SerializeType.RocketMQ)]
    public void Any_text_comes_back_as_it_was_written(SerializeType type)
    {
        const string text = "a\"b\\c\n\r\t\b\f\u0001\u0002\u001f/ü中\U0001F600";
        using var output = new OutputBuffer();
        var writer = new FrameWriter(output, type, 10, 7, CommandFlags.Response, text);
        writer.Fields(new Dictionary<string, string> { ["k"] = text, [text] = "v", ["long"] = new string('中', 2000), [new string('n', 300)] = "1" });
        writer.Body("body"u8);
        writer.Complete();

        var command = Frame.Read(output.WrittenSpan.ToArray());
        Assert.Equal(text, command.Remark);
        Assert.Equal(text, command.ExtFields!["k"]);
        Assert.Equal(new string('中', 2000), command.ExtFields["long"]);
        Assert.Equal("1", command.ExtFields[new string('n', 300)]);
        Assert.Equal("v", command.ExtFields[text]);
        Assert.Equal("body", Encoding.UTF8.GetString(command.Body.Span));
    }

    [Fact]
    public void A_code_too_big_for_the_binary_header_travels_as_json()
    {
        using var output = new OutputBuffer();
        var writer = new FrameWriter(output, SerializeType.RocketMQ, 200_050, 1, CommandFlags.Request);
        writer.Complete();

        var command = Frame.Read(output.WrittenSpan.ToArray());
        Assert.Equal(SerializeType.Json, command.SerializeType);
        Assert.Equal(200_050, command.Code);
    }

    [Fact]
    public void An_abandoned_frame_leaves_nothing_behind()
    {
        using var output = new OutputBuffer();
        output.Write(Frame.Request(RequestCode.HeartBeat));
        var before = output.Length;
        var writer = new FrameWriter(output, SerializeType.Json, 1, 1, CommandFlags.Request);
        writer.Field("a"u8, "b"u8);
        writer.Abandon();

        Assert.Equal(before, output.Length);
    }
}
