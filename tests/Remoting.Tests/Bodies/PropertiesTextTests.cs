using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Remoting.Tests.Bodies;

public sealed class PropertiesTextTests
{
    [Theory]
    [InlineData("a=1", "a", "1")]
    [InlineData("  a = 1 ", "a", "1 ")]
    [InlineData("a:1", "a", "1")]
    [InlineData("a 1", "a", "1")]
    [InlineData("a", "a", "")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("a=1\\\n   2", "a", "12")]
    [InlineData("a=C:\\\\data", "a", "C:\\data")]
    [InlineData("a=\\u4e2d\\t!", "a", "中\t!")]
    [InlineData("a=1\r\n", "a", "1")]
    [InlineData("# x=1\n! y=2\n\na=1", "a", "1")]
    [InlineData("a=1\na=2", "a", "2")]
    public void Properties_are_read_as_java_does(string text, string key, string value) =>
        Assert.Equal([KeyValuePair.Create(key, value)], PropertiesText.Parse(text));

    [Fact]
    public void Properties_are_written_one_per_line() =>
        Assert.Equal("a=1\nb=\n", PropertiesText.Write([KeyValuePair.Create("a", "1"), KeyValuePair.Create("b", "")]));
}
