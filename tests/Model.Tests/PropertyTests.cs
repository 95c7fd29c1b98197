using System.Text;

namespace RocketMQ.Model.Tests;

public sealed class PropertyTests
{
    [Theory]
    [InlineData("a\u00011\u0002b\u00012", "a=1;b=2")]
    [InlineData("a\u00011\u0002b\u00012\u0002", "a=1;b=2")]
    [InlineData("a\u00011\u0002a\u00012", "a=2")]
    [InlineData("a\u0001\u0002b\u00012", "b=2")]
    [InlineData("\u0001x\u0002b\u00012", "b=2")]
    [InlineData("noseparator\u0002b\u00012", "b=2")]
    [InlineData("", "")]
    [InlineData("\u0002\u0002", "")]
    public void Text_parses_as_readers_expect(string text, string expected)
    {
        Assert.Equal(expected, string.Join(';', MessageProperties.Parse(text).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void Formatting_leaves_no_separator_at_the_end_and_drops_empty_values()
    {
        var text = MessageProperties.Format([new("a", "1"), new("b", ""), new("c", "3")]);
        Assert.Equal("a\u00011\u0002c\u00013", text);
    }

    [Theory]
    [InlineData("TAGS\u0001TagA", "TAGS", "TagA")]
    [InlineData("X\u00011\u0002TAGS\u0001TagA\u0002Y\u00012", "TAGS", "TagA")]
    [InlineData("TAGS\u0001Old\u0002TAGS\u0001New", "TAGS", "New")]
    [InlineData("XTAGS\u0001TagA", "TAGS", null)]
    [InlineData("A\u0001TAGS", "TAGS", null)]
    [InlineData("TAGS\u0001", "TAGS", null)]
    public void A_value_is_found_in_raw_bytes(string text, string name, string? expected)
    {
        var found = MessageProperties.TryFind(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name), out var value);
        Assert.Equal(expected is not null, found);
        if (found) Assert.Equal(expected, Encoding.UTF8.GetString(value));
    }

    [Theory]
    [InlineData("WAIT\u0001true\u0002A\u00011", "A\u00011\u0002CLUSTER\u0001c")]
    [InlineData("A\u00011\u0002WAIT\u0001true", "A\u00011\u0002CLUSTER\u0001c")]
    [InlineData("A\u00011\u0002WAIT\u0001true\u0002CLUSTER\u0001other\u0002", "A\u00011\u0002CLUSTER\u0001c")]
    [InlineData("", "CLUSTER\u0001c")]
    public void Storing_removes_wait_and_puts_the_cluster_last(string text, string expected)
    {
        var source = Encoding.UTF8.GetBytes(text);
        var target = new byte[MessageProperties.MaxRewrittenLength(source.Length, 7, 1)];
        var length = MessageProperties.Rewrite(source, "WAIT"u8, "CLUSTER"u8, "c"u8, target);
        Assert.Equal(expected, Encoding.UTF8.GetString(target, 0, length));
    }

    [Fact]
    public void A_separator_inside_a_property_is_refused_by_name()
    {
        Assert.Null(MessageProperties.Check("a", "1"));
        Assert.Contains("Property k contains", MessageProperties.Check("k", "x\u0002y"), StringComparison.Ordinal);
    }
}
