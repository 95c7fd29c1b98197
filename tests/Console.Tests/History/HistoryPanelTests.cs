using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Components.History;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.History;

public sealed class HistoryPanelTests : ConsolePage
{
    private static readonly Subject Billing = Subject.Group("billing");

    private TemporaryHistory Past => Services.GetRequiredService<TemporaryHistory>();

    [Fact]
    public void The_charts_of_a_group_show_what_was_recorded_with_mean_and_peak()
    {
        Past.Write(Billing, Figure.Lag, 2, 6);
        Past.Write(Billing, Figure.In, 3);

        var panel = Open();

        panel.WaitForAssertion(() => Assert.Equal(4, panel.FindComponents<LiveChart>().Count));
        var charts = panel.FindComponents<LiveChart>().Select(chart => chart.Instance).ToList();
        Assert.Equal([4, 6], Assert.Single(charts.Single(chart => chart.Title == "Lag").Points).Values);
        Assert.Equal([3, null], Assert.Single(charts.Single(chart => chart.Title == "Messages per second").Points).Values);
        Assert.Empty(charts.Single(chart => chart.Title == "Members").Points);
        Assert.All(charts, chart => Assert.Equal(TimeSpan.FromSeconds(15), chart.LongestSilence));
    }

    [Fact]
    public void The_range_is_in_the_address()
    {
        Past.Write(Billing, Figure.Lag, 2);
        var panel = Open();
        panel.WaitForElements(".plot");

        panel.FindAll(".segments button").Single(button => button.TextContent == "2 weeks").Click();

        Assert.EndsWith("?range=2w", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        panel.WaitForAssertion(() => Assert.Contains("one point for 28", panel.Markup, StringComparison.Ordinal));
        Assert.Equal("true", panel.FindAll(".segments button").Single(button => button.TextContent == "2 weeks").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void An_address_with_a_range_opens_it()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("?range=1d");

        var panel = Open();

        panel.WaitForAssertion(() => Assert.Contains("one point for 2", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_that_found_no_room_are_told_of()
    {
        Past.Store.Write(Clock.GetUtcNow(), Enumerable.Range(0, new HistoryOptions().MostSeries + 3).Select(i =>
            KeyValuePair.Create(new SeriesKey("dev", Subject.Topic($"t{i}"), Figure.In), default(Sums).Add(1))));

        var panel = Open();

        panel.WaitForAssertion(() => Assert.Contains("3 figures are not recorded", panel.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<HistoryPanel> Open() => Render<HistoryPanel>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.Subject, Billing));
}
