using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Remoting.Tests.Hosting;

public class PropertiesTextTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a = b ", "a", "b ")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("  a\t=\tb", "a", "b")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a=", "a", "")]
    [InlineData("a", "a", "")]
    [InlineData("a=b\\\n   c", "a", "bc")]
    [InlineData("a\\=x=b", "a=x", "b")]
    [InlineData("a=\\u4e2d\\t\\\\", "a", "中\t\\")]
    [InlineData("a=1\na=2", "a", "2")]
    [InlineData("# c\n! d\n\na=b\r\n", "a", "b")]
    public void A_line_is_read_as_java_reads_it(string text, string name, string value)
    {
        var (readName, readValue) = Assert.Single(PropertiesText.Parse(text));

        Assert.Equal((name, value), (readName, readValue));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment")]
    [InlineData("\n\n")]
    public void Nothing_is_no_property(string text)
    {
        Assert.Empty(PropertiesText.Parse(text));
    }

    [Fact]
    public void Answers_are_lines_without_escapes()
    {
        Assert.Equal("a=1\nb=c:\\d\n", PropertiesText.Write([KeyValuePair.Create("a", "1"), KeyValuePair.Create("b", "c:\\d")]));
    }
}
