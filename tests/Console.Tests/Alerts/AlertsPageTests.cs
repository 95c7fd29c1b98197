using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Components.Alerts;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;

namespace RocketMQ.ManagementConsole.Tests.Alerts;

public sealed class AlertsPageTests : ClusterPageTest
{
    private AlertStore Store => Services.GetRequiredService<AlertStore>();

    [Fact]
    public void A_rule_is_made_in_a_form()
    {
        var page = Open();
        Button(page, "New rule").Click();
        Change(page, "Name", "billing lags");
        Change(page, "Names (* for any text)", "bill*");
        Change(page, "For how many seconds", "30");
        Change(page, "Webhook", "https://hooks.example/secret");
        page.Find("form").Submit();

        var rule = Assert.Single(Store.Rules("dev"));
        Assert.Equal(("billing lags", "bill*", Figure.Lag, 30), (rule.Name, rule.Objects, rule.Figure, rule.Seconds));
        Assert.Contains("hooks.example", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_rule_is_said_and_nothing_kept()
    {
        var page = Open();
        Button(page, "New rule").Click();
        Change(page, "Name", "billing lags");
        Change(page, "Webhook", "nowhere");
        page.Find("form").Submit();

        Assert.Contains("https://", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Empty(Store.Rules("dev"));
    }

    [Fact]
    public void An_open_alert_is_taken_on_and_silenced()
    {
        Fire();
        var page = Open();
        Button(page, "Take on").Click();

        Assert.Equal("admin", Assert.Single(Store.Open("dev")).AcknowledgedBy);
        Button(page, "Silence 1 h").Click();

        Assert.Equal("billing", Assert.Single(Store.Silences(Clock.GetUtcNow(), "dev")).Objects);
        Assert.Contains("silenced", page.Markup, StringComparison.Ordinal);
        Assert.Equal(
            [("alert-silence.add", "admin"), ("alert.acknowledge", "admin")],
            Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10).Select(entry => (entry.Kind, entry.Person)));
    }

    [Fact]
    public void Who_only_watches_changes_nothing()
    {
        Fire();
        Authorization.SetPolicies("view");

        var page = Open();

        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent is "Take on" or "Silence 1 h" or "New rule" or "Delete rule");
        Assert.Contains("billing", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    private void Fire()
    {
        Store.Save(new AlertRule(0, "dev", "lag", SubjectKind.Group, "*", Figure.Lag, AlertCondition.Above, 1, 0));
        Store.Save(new Alert(0, Store.Rules()[0].Id, Subject.Group("billing"), AlertState.Firing, Clock.GetUtcNow()) { FiredAt = Clock.GetUtcNow(), Value = 5 }, []);
    }

    private IRenderedComponent<AlertsPage> Open()
    {
        Attach(Samples.Snapshot(groups: [Samples.Group("billing", lag: 5)]));
        return Render<AlertsPage>(p => p.Add(c => c.ClusterName, "dev"));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<AlertsPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text);

    private static void Change(IRenderedComponent<AlertsPage> page, string label, string value) =>
        page.FindAll("label.field").First(field => field.QuerySelector("span")!.TextContent.StartsWith(label, StringComparison.Ordinal)).QuerySelector("input")!.Change(value);
}
