using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Filters;

public sealed class ConditionTests
{
    private const string Body = """{"order":{"id":"A-17","amount":7.50,"paid":true,"note":null},"lines":[{"sku":"x1"},{"sku":"y2"}]}""";

    [Theory]
    [InlineData("tag eq paid", true)]
    [InlineData("tag ne paid", false)]
    [InlineData("tag starts pa", true)]
    [InlineData("key eq k2", true)]
    [InlineData("key eq 7", false)]
    [InlineData("key eq 007", true)]
    [InlineData("key ne k2", false)]
    [InlineData("property:region contains u-w", true)]
    [InlineData("property:region contains U-W", false)]
    [InlineData("property:colour exists", false)]
    [InlineData("property:colour missing", true)]
    [InlineData("property:colour ne red", false)]
    [InlineData("property:two%20words eq yes", true)]
    [InlineData("json:$.order.amount eq 7.5", true)]
    [InlineData("json:$.order.amount gt 7.49", true)]
    [InlineData("json:$.order.amount gt 10", false)]
    [InlineData("json:$.order.amount le 7.5", true)]
    [InlineData("json:$.order.amount lt 7.5", false)]
    [InlineData("json:$.order.amount ge 7.5", true)]
    [InlineData("json:$.order.id gt 5", false)]
    [InlineData("json:$.order.id ge A", true)]
    [InlineData("json:$.order.paid eq true", true)]
    [InlineData("json:$.order.note exists", true)]
    [InlineData("json:$.order.gone missing", true)]
    [InlineData("json:$.lines[*].sku eq y2", true)]
    [InlineData("json:$.lines[0].sku eq y2", false)]
    [InlineData("json:..sku starts y", true)]
    [InlineData("body contains \"amount\":7.50", true)]
    public void A_condition_is_read_and_checked(string text, bool holds)
    {
        var message = Message(Body, tag: "paid", keys: "007 k2", properties: [("region", "eu-west"), ("two words", "yes")]);
        var condition = MessageCondition.Parse(text);

        Assert.Equal(text, condition?.ToString());
        Assert.Equal(holds, condition!.Holds(Sights.Everything.See(message)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tag")]
    [InlineData("tag eq")]
    [InlineData("tag eq ")]
    [InlineData("tag 0 x")]
    [InlineData("tag matches x")]
    [InlineData("tag:name eq x")]
    [InlineData("size gt 7")]
    [InlineData("property eq x")]
    [InlineData("property: eq x")]
    [InlineData("json eq x")]
    [InlineData("json:$.a[ eq x")]
    [InlineData("tag exists x")]
    public void What_is_no_condition_is_named_by_the_search(string text)
    {
        Assert.Null(MessageCondition.Parse(text));
        var query = MessageQuery.Parse(name => name switch { "topic" => "orders", "where" => "tag eq paid\n" + text, _ => null });
        if (text.Length > 0)
            Assert.Equal((QueryProblemKind.Where, text.Trim()), (query.Problem!.Kind, query.Problem.Value));
    }

    [Fact]
    public void No_search_has_more_conditions_than_allowed()
    {
        string Where(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $"tag ne {i}"));

        Assert.Null(MessageFilter.ProblemOf(Where(MessageFilter.MostConditions)));
        Assert.Equal("tag ne 20", MessageFilter.ProblemOf(Where(MessageFilter.MostConditions + 1)));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("{\"a\":")]
    [InlineData("[1,2")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\uDC00":1}""")]
    public void A_body_that_can_not_be_read_has_no_values(string body)
    {
        var message = Sights.Everything.See(Message(body));

        Assert.True(MessageCondition.Parse("json:$.* missing")!.Holds(message));
        Assert.False(MessageCondition.Parse("json:$.a eq 1")!.Holds(message));
    }

    [Fact]
    public void Bytes_that_are_no_text_have_no_values()
    {
        var message = Sights.Everything.See(Message(bytes: [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']));

        Assert.True(MessageCondition.Parse("json:$.* missing")!.Holds(message));
    }

    [Fact]
    public void Packed_bodies_are_looked_into()
    {
        var message = Message(bytes: Packed("""{"amount":7}"""u8.ToArray()), flags: RocketMQ.Model.SystemFlags.Compressed);

        Assert.True(MessageCondition.Parse("json:$.amount eq 7")!.Holds(Sights.Everything.See(message)));
    }

    [Theory]
    [InlineData("json:$.card eq 4111")]
    [InlineData("json:$.card starts 4")]
    [InlineData("json:$.card gt 4")]
    [InlineData("body contains 4111")]
    [InlineData("property:note eq 4111")]
    public void What_a_rule_hides_is_not_found(string text)
    {
        var message = Message("""{"card":"4111","amount":7}""", topic: "pay", properties: ("note", "4111"));
        var condition = MessageCondition.Parse(text)!;
        var masked = Sights.Of(new MaskingRule("cards", "pay", MaskingKind.Path, "$.card"), new MaskingRule("notes", "pay", MaskingKind.Property, "note"));

        Assert.True(condition.Holds(Sights.Everything.See(message)));
        Assert.False(condition.Holds(masked.See(message)));
        Assert.True(MessageCondition.Parse("json:$.amount eq 7")!.Holds(masked.See(message)));
    }
}
