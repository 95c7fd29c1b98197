using System.Text;
using Google.Protobuf.WellKnownTypes;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Messages.Decoding;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;
using Protobuf = Google.Protobuf.MessageExtensions;

namespace RocketMQ.ManagementConsole.Tests.Messages.Masking;

/// <summary>What rules hide, and what is withheld because nobody can tell.</summary>
public sealed class MaskTests
{
    private static readonly MaskingRule Card = new("cards", "pay*", MaskingKind.Path, "$.customer.card");
    private static readonly MaskingRule Numbers = new("numbers", "pay*", MaskingKind.Pattern, @"\b\d{13,19}\b");

    [Fact]
    public void A_path_is_hidden_and_the_rest_stays_as_it_is()
    {
        Assert.Equal("""{"customer":{"name":"x","card":"***"},"n":1.10,"none":null}""", Seen("""{"customer":{"name":"x","card":{"no":"4111"}},"n":1.10,"none":null}""", Card));
        Assert.Equal("""[{"card":"***"},{"other":2}]""", Seen("""[{"card":1},{"other":2}]""", Card with { Target = "$[*].card" }));
        Assert.Equal("""{"a":[{"card":"***"}],"card":"***"}""", Seen("""{"a":[{"card":1}],"card":[2]}""", Card with { Target = "$..card" }));
        Assert.Equal("""{"customer":{"card":"***","card":"***"}}""", Seen("""{"customer":{"card":1,"card":2}}""", Card));
    }

    [Fact]
    public void Only_topics_of_the_rule_are_masked()
    {
        Assert.Null(See(Message("{}", topic: "orders"), Card).Body.MaskedText);
        Assert.Equal(["cards"], See(Message("{}", topic: "payments"), Card).HiddenBy);
        Assert.Empty(See(Message("{}", topic: "prepay"), Card).HiddenBy);
    }

    [Fact]
    public void A_pattern_is_hidden_in_texts_numbers_and_names_however_they_are_written()
    {
        Assert.Equal("""{"a":"card ***.","b":"***","***":1}""", Seen("""{"a":"card 41111\u00311111111111.","b":4111111111111111,"4111111111111111":1}""", Numbers));
        Assert.Equal("paid with *** today", See(Message("paid with 4111111111111111 today", topic: "pay"), Numbers).Body.MaskedText);
        Assert.Equal("""{"secret": ***}""", See(Message("""{"secret": "x"}""", topic: "pay"), Numbers with { Target = "\"x\"" }).Body.MaskedText!.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_tag_and_properties_are_masked_and_ids_of_clients_are_not()
    {
        var message = Message("x", topic: "pay", tag: "t4111111111111111", keys: "k1 4111111111111111", uniqueId: "00000207000000000000000000000001", properties: [("card", "4111111111111111"), ("__SHARDINGKEY", "4111111111111111")]);
        var rules = new[] { Numbers with { Target = @"\d{13,19}" }, new MaskingRule("by name", "*", MaskingKind.Property, "card") };

        var seen = See(message, rules);

        Assert.Equal(("t***", "k1 ***", "***", "***"), (seen.Tags, seen.Keys, seen.Properties["card"], seen.Properties["__SHARDINGKEY"]));
        Assert.Equal("00000207000000000000000000000001", seen.Properties[PropertyNames.UniqueKey]);
    }

    [Fact]
    public void A_property_alone_hides_nothing_of_the_body()
    {
        var seen = See(Message("clear", topic: "pay", keys: "k1"), new MaskingRule("keys", "pay", MaskingKind.Property, "KEYS"));

        Assert.Equal(("***", "clear"), (seen.Keys, seen.Body.Show(BodyView.Text).Text));
        Assert.Contains(BodyView.Hex, seen.Body.Views);
    }

    [Fact]
    public void What_is_packed_is_masked_inside()
    {
        var zipped = Packed(Packed("""{"customer":{"card":"4111"}}"""u8.ToArray()));

        Assert.Contains("\"card\": \"***\"", See(Message(bytes: zipped, topic: "pay", flags: SystemFlags.Compressed), Card).Body.MaskedText, StringComparison.Ordinal);
        Assert.Contains("\"***\"", See(Message(bytes: Protobuf.ToByteArray(new StringValue { Value = "4111111111111111" }), topic: "pay"), Card with { Target = "$.1" }).Body.MaskedText, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_searched_is_withheld()
    {
        Assert.Equal(Withheld.NoJson, Shown("no json", Card));
        Assert.Equal(Withheld.NoJson, Shown("{broken: 4111", Card));
        Assert.Equal(Withheld.Unreadable, ShownBytes([0, 1, 0xFF], Numbers));
        Assert.Equal(Withheld.Unreadable, ShownBytes(SampleBodies.JavaMap, Numbers));
        Assert.Equal(Withheld.Unreadable, ShownBytes(SampleBodies.ZstdBomb, Numbers));
        Assert.Equal(Withheld.Nothing, ShownBytes([], Card));
    }

    [Fact]
    public void No_view_shows_the_bytes_of_a_masked_body()
    {
        var body = See(Message("""{"customer":{"card":"4111"}}""", topic: "pay"), Card).Body;

        Assert.Single(body.Views);
        foreach (var view in System.Enum.GetValues<BodyView>())
            Assert.DoesNotContain("4111", body.Show(view, all: true).Text + body.Show(view).Json?.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("34 31 31 31", body.Show(BodyView.Hex, all: true).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%RETRY%billing", PropertyNames.RetryTopic)]
    [InlineData("%DLQ%billing", PropertyNames.DeadLetterOriginTopic)]
    [InlineData("SCHEDULE_TOPIC_XXXX", PropertyNames.RealTopic)]
    public void Copies_in_other_topics_are_masked_as_the_original(string topic, string property)
    {
        var copy = Message("""{"customer":{"card":"4111"}}""", topic: topic, properties: (property, "payments"));

        Assert.DoesNotContain("4111", See(copy, Card).Body.MaskedText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_topic_holds_keys_of_all_topics_and_is_masked_by_all_rules()
    {
        var seen = See(Message("Pub\u0001 4111111111111111", topic: SystemTopics.Trace), Numbers);

        Assert.Equal(["numbers"], seen.HiddenBy);
        Assert.DoesNotContain("4111111111111111", seen.Body.MaskedText ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "t", MaskingKind.Path, "$.a", RuleProblem.Name)]
    [InlineData("n", "", MaskingKind.Path, "$.a", RuleProblem.Topics)]
    [InlineData("n", "t", MaskingKind.Path, "$.a[", RuleProblem.Path)]
    [InlineData("n", "t", MaskingKind.Pattern, "(", RuleProblem.Pattern)]
    [InlineData("n", "t", MaskingKind.Pattern, "(?<=a)b", RuleProblem.Pattern)]
    [InlineData("n", "t", MaskingKind.Pattern, @"(a)\1", RuleProblem.Pattern)]
    [InlineData("n", "t", MaskingKind.Pattern, @"\d*", RuleProblem.Pattern)]
    [InlineData("n", "t", MaskingKind.Property, "", RuleProblem.Property)]
    [InlineData("n", "t", MaskingKind.Pattern, @"\d+", RuleProblem.None)]
    public void A_rule_that_cannot_work_is_refused(string name, string topics, MaskingKind kind, string target, RuleProblem expected) =>
        Assert.Equal(expected, RuleCheck.Of(new MaskingRule(name, topics, kind, target)));

    [Theory]
    [InlineData("pay*", "payments", true)]
    [InlineData("pay*", "prepay", false)]
    [InlineData("*", "anything", true)]
    [InlineData("p?y", "pay", false)]
    [InlineData("%RETRY%*", "%RETRY%g", true)]
    [InlineData("Pay", "pay", false)]
    public void Only_the_star_stands_for_other_characters(string pattern, string topic, bool covers) => Assert.Equal(covers, TopicPattern.Covers(pattern, topic));

    private static string Seen(string json, MaskingRule rule)
    {
        var text = See(Message(json, topic: "pay"), rule).Body.MaskedText!;
        var compact = new StringBuilder();
        foreach (var line in text.Split('\n'))
            compact.Append(line.Trim());
        return compact.ToString().Replace("\": ", "\":", StringComparison.Ordinal);
    }

    private static Withheld Shown(string body, MaskingRule rule) => See(Message(body, topic: "pay"), rule).Body.Show(BodyView.Text).Withheld;

    private static Withheld ShownBytes(byte[] body, MaskingRule rule) => See(Message(bytes: body, topic: "pay"), rule).Body.Show(BodyView.Hex).Withheld;

    private static VisibleMessage See(LocatedMessage message, params MaskingRule[] rules) => Sights.Of(rules).See(message);
}
