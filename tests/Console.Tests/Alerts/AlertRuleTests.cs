using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Alerts;

public sealed class AlertRuleTests
{
    private static readonly Subject Billing = Subject.Group("billing");
    private static readonly AlertRule Rule = new(7, "dev", "lag", SubjectKind.Group, "bill*", Figure.Lag, AlertCondition.Above, 100, 60);

    [Fact]
    public void A_rule_that_is_met_pends_and_fires_when_it_was_met_for_long_enough()
    {
        var first = Alert.Next(Rule, Billing, null, 101, Samples.Noon);
        var almost = Alert.Next(Rule, Billing, first, 200, Samples.Noon.AddSeconds(59));
        var then = Alert.Next(Rule, Billing, almost, 150, Samples.Noon.AddSeconds(60));

        Assert.Equal((AlertState.Pending, Samples.Noon), (first!.State, first.Since));
        Assert.Equal(AlertState.Pending, almost!.State);
        Assert.Equal((AlertState.Firing, Samples.Noon.AddSeconds(60), 150), (then!.State, then.FiredAt, then.Value));
    }

    [Fact]
    public void A_rule_without_a_time_fires_at_once() =>
        Assert.Equal(AlertState.Firing, Alert.Next(Rule with { Seconds = 0 }, Billing, null, 101, Samples.Noon)!.State);

    [Fact]
    public void A_rule_that_is_not_met_any_more_is_resolved()
    {
        var firing = Alert.Next(Rule with { Seconds = 0 }, Billing, null, 101, Samples.Noon);

        var end = Alert.Next(Rule, Billing, firing, 100, Samples.Noon.AddSeconds(5));

        Assert.Equal((AlertState.Resolved, Samples.Noon.AddSeconds(5)), (end!.State, end.ResolvedAt));
    }

    [Fact]
    public void A_figure_that_is_not_known_neither_begins_nor_ends_an_alert()
    {
        var firing = Alert.Next(Rule with { Seconds = 0 }, Billing, null, 101, Samples.Noon);

        Assert.Null(Alert.Next(Rule, Billing, null, null, Samples.Noon));
        Assert.Same(firing, Alert.Next(Rule, Billing, firing, null, Samples.Noon.AddHours(1)));
    }

    [Fact]
    public void Absent_data_is_a_condition_of_its_own()
    {
        var rule = Rule with { Condition = AlertCondition.Absent, Seconds = 0 };

        var firing = Alert.Next(rule, Billing, null, null, Samples.Noon);

        Assert.Equal(AlertState.Firing, firing!.State);
        Assert.Equal(AlertState.Resolved, Alert.Next(rule, Billing, firing, 0, Samples.Noon)!.State);
    }

    [Fact]
    public void Below_is_below()
    {
        var rule = Rule with { Condition = AlertCondition.Below, Threshold = 1, Seconds = 0 };

        Assert.Null(Alert.Next(rule, Billing, null, 1, Samples.Noon));
        Assert.Equal(AlertState.Firing, Alert.Next(rule, Billing, null, 0.9, Samples.Noon)!.State);
    }

    [Theory]
    [InlineData("bill*", "billing", true)]
    [InlineData("bill*", "unbilled", false)]
    [InlineData("*", "anything", true)]
    [InlineData("billing", "Billing", false)]
    public void Names_may_have_stars(string objects, string name, bool covered) =>
        Assert.Equal(covered, (Rule with { Objects = objects }).Covers(Subject.Group(name)));

    [Fact]
    public void What_is_wrong_with_a_rule_is_named()
    {
        Assert.Null(Rule.Problem);
        Assert.Equal("Name", (Rule with { Name = " " }).Problem);
        Assert.Equal("Objects", (Rule with { Objects = "" }).Problem);
        Assert.Equal("Objects", (Rule with { Kind = SubjectKind.Cluster }).Problem);
        Assert.Equal("Figure", (Rule with { Figure = Figure.Disk }).Problem);
        Assert.Equal("Threshold", (Rule with { Threshold = double.NaN }).Problem);
        Assert.Equal("Seconds", (Rule with { Seconds = -1 }).Problem);
        Assert.Equal("Webhook", (Rule with { Webhook = "file:///etc/passwd" }).Problem);
        Assert.Equal("Mail", (Rule with { Mail = "ops@example.com, nobody" }).Problem);
    }

    [Fact]
    public void A_draft_takes_a_figure_that_its_kind_has()
    {
        var draft = new AlertDraft(Rule) { Kind = SubjectKind.Topic };

        Assert.Equal(Figure.In, draft.Figure);
    }

    [Fact]
    public void What_is_on_disk_keeps_its_numbers()
    {
        Assert.Equal(["Above=0", "Below=1", "Absent=2"], Enum.GetValues<AlertCondition>().Select(value => $"{value}={(int)value}"));
        Assert.Equal(["Pending=0", "Firing=1", "Resolved=2"], Enum.GetValues<AlertState>().Select(value => $"{value}={(int)value}"));
    }
}
