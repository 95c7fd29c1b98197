using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Tests.Wire;

/// <summary>What the original's reader takes although no writer of its own makes it. docs/protocol.md 1.2 and 10.</summary>
public class ToleranceTests
{
    [Fact]
    public void Numbers_and_booleans_in_extension_fields_are_text()
    {
        var fields = Frame.Read(Frame.Json("""{"code":310,"extFields":{"queueId":1,"k":false,"x":-5,"y":null,"z":1.5},"flag":0,"opaque":2}""")).ExtFields!;

        Assert.Equal("1", fields["queueId"]);
        Assert.Equal("false", fields["k"]);
        Assert.Equal("-5", fields["x"]);
        Assert.Equal("1.5", fields["z"]);
        Assert.False(fields.ContainsKey("y"));
    }

    [Fact]
    public void Missing_members_are_zero()
    {
        var command = Frame.Read(Frame.Json("""{"code":34}"""));

        Assert.Equal((34, 0, 0, CommandFlags.Request), (command.Code, command.Opaque, command.Version, command.Flags));
        Assert.Equal(LanguageCode.Java, command.Language);
        Assert.Null(command.ExtFields);
        Assert.Null(command.Remark);
    }

    [Fact]
    public void An_empty_object_is_a_header()
    {
        Assert.Equal(0, Frame.Read(Frame.Json("{}")).Code);
    }

    [Fact]
    public void Numbers_may_be_quoted_and_names_unquoted()
    {
        var command = Frame.Read(Frame.Json("""{code:"105",'opaque':"-7",flag:'2',version:"121"}"""));

        Assert.Equal((105, -7, 121, CommandFlags.Oneway), (command.Code, command.Opaque, command.Version, command.Flags));
    }

    [Theory]
    [InlineData("\"KLINGON\"", LanguageCode.Other)]
    [InlineData("\"a language whose name is far too long to be one\"", LanguageCode.Other)]
    [InlineData("\"CPP\"", LanguageCode.Cpp)]
    [InlineData("\"DOTNET\"", LanguageCode.DotNet)]
    [InlineData("\"GO\"", LanguageCode.Go)]
    [InlineData("null", LanguageCode.Java)]
    public void The_language_may_be_any_text(string language, LanguageCode expected)
    {
        Assert.Equal(expected, Frame.Read(Frame.Json($$"""{"language":{{language}},"code":1}""")).Language);
    }

    [Fact]
    public void A_numeric_language_is_accepted()
    {
        Assert.Equal(1, Frame.Read(Frame.Json("""{"language":1,"code":1}""")).Code);
    }

    [Fact]
    public void An_unknown_language_byte_is_accepted()
    {
        var frame = (byte[])RecordedFrames.Get("binary-request-105").Clone();
        frame[10] = 99;
        Assert.Equal(LanguageCode.Other, Frame.Read(frame).Language);
    }

    [Fact]
    public void Raw_control_characters_stay_what_they_are()
    {
        var fields = Frame.Read(Frame.Json("{\"code\":310,\"extFields\":{\"i\":\"TAGS\u0001A\u0002KEYS\u0001k\nx\",\"k\":\"False\"}}")).ExtFields!;

        Assert.Equal("TAGS\u0001A\u0002KEYS\u0001k\nx", fields["i"]);
        Assert.Equal("False", fields["k"]);
    }

    [Fact]
    public void Unknown_members_of_any_shape_are_passed_over()
    {
        var command = Frame.Read(Frame.Json("""{"a":{"b":[1,"]}",{"c":"}"}],"d":null},"code":11,"e":[],"f":[[{}]],"g":true,"customHeader":{},"opaque":3}"""));

        Assert.Equal((11, 3), (command.Code, command.Opaque));
    }

    [Fact]
    public void Escapes_are_resolved()
    {
        var command = Frame.Read(Frame.Json("""{"code":1,"remark":"a\"b\\\/\n\u4e2d\ud83d\ude00\q\ud800","extFields":{"t":"\u0041\tB"}}"""));

        Assert.Equal("a\"b\\/\n中\U0001F600q\uFFFD", command.Remark);
        Assert.Equal("A\tB", command.ExtFields!["t"]);
    }

    [Fact]
    public void An_extension_field_that_is_an_object_is_its_text()
    {
        Assert.Equal("""{"x":[1,2]}""", Frame.Read(Frame.Json("""{"extFields":{"o":{"x":[1,2]},"p":"q"}}""")).ExtFields!["o"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public void Extension_fields_that_are_no_object_are_none(string fields)
    {
        var command = Frame.Read(Frame.Json($$"""{"extFields":{{fields}},"code":5}"""));

        Assert.Null(command.ExtFields);
        Assert.Equal(5, command.Code);
    }

    [Fact]
    public void White_space_and_trailing_commas_do_no_harm()
    {
        var command = Frame.Read(Frame.Json("\n { \"code\" : 5 ,\t\"extFields\" : { \"a\" : \"b\" , } , } \r\n"));

        Assert.Equal(5, command.Code);
        Assert.Equal("b", command.ExtFields!["a"]);
    }

    [Fact]
    public void The_last_of_two_equal_names_counts()
    {
        var frame = InboundFrame.Read(Frame.Json("""{"extFields":{"a":"1","a":"2"}}"""), new FieldIndex());

        Assert.True(frame.TryGetField("a"u8, out var bytes));
        Assert.Equal("2", bytes.GetString());
        Assert.True(frame.TryGetField("a", out var text));
        Assert.Equal("2", text.GetString());
        Assert.Equal("2", frame.CopyFields()!["a"]);
    }

    [Fact]
    public void An_empty_value_in_a_binary_header_is_no_value()
    {
        using var output = new OutputBuffer();
        var writer = new FrameWriter(output, SerializeType.RocketMQ, 1, 1, CommandFlags.Request, "");
        writer.Field("a"u8, ""u8);
        writer.Field("b"u8, "x"u8);
        writer.Complete();

        var command = Frame.Read(output.WrittenSpan.ToArray());
        Assert.Null(command.Remark);
        Assert.Equal(["b"], command.ExtFields!.Keys);
    }

    [Fact]
    public void More_fields_than_the_index_first_holds_are_all_found()
    {
        var many = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"f{i}\":\"{i}\""));
        var fields = Frame.Read(Frame.Json($$$"""{"extFields":{{{{many}}}},"code":1}""")).ExtFields!;

        Assert.Equal(500, fields.Count);
        Assert.Equal("499", fields["f499"]);
    }
}
