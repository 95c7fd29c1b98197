using System.Text.Json;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class JsonPathTests
{
    private static readonly JsonElement Order = JsonDocument.Parse(
        """{"no":"A-1","lines":[{"sku":"x","price":1.5},{"sku":"y","price":2}],"a name":{"card":"1"},"lines2":[[1,2],[3]],"deep":{"deeper":[{"card":"2"}]}}""").RootElement;

    [Theory]
    [InlineData("$.no", "\"A-1\"")]
    [InlineData("no", "\"A-1\"")]
    [InlineData("$.lines[1].price", "2")]
    [InlineData("lines[*].sku", "\"x\" \"y\"")]
    [InlineData("$['a name'].card", "\"1\"")]
    [InlineData("$[\"a name\"]['card']", "\"1\"")]
    [InlineData("$..card", "\"1\" \"2\"")]
    [InlineData("$.lines2[*][0]", "1 3")]
    [InlineData("$.deep.*[0].card", "\"2\"")]
    [InlineData("$.lines[7]", "")]
    [InlineData("$.no.x", "")]
    [InlineData("$.lines.sku", "")]
    public void A_path_leads_to_values(string path, string expected)
    {
        Assert.Equal(expected, string.Join(' ', JsonPath.Parse(path)!.Select(Order).Select(value => value.GetRawText())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("$.")]
    [InlineData("$...a")]
    [InlineData("a[")]
    [InlineData("a[-1]")]
    [InlineData("a[?(@.b)]")]
    [InlineData("a['b]")]
    [InlineData("a.")]
    public void What_is_no_path_is_refused(string path) => Assert.Null(JsonPath.Parse(path));

    [Fact]
    public void A_path_has_a_bounded_number_of_steps()
    {
        Assert.NotNull(JsonPath.Parse(string.Join('.', Enumerable.Repeat("a", JsonPath.MostSteps))));
        Assert.Null(JsonPath.Parse(string.Join('.', Enumerable.Repeat("a", JsonPath.MostSteps + 1))));
    }
}
