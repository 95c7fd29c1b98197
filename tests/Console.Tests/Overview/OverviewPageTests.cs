using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Overview;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Overview;

public sealed class OverviewPageTests : ConsolePage
{
    private readonly FakeCluster _cluster = new(new FakeAdminClient(), Samples.Snapshot());

    public OverviewPageTests()
    {
        Services.GetRequiredService<ClusterConnections>().Put(_cluster);
        Authorization.SetAuthorized("admin").SetPolicies(Policies.View, Policies.Operate);
    }

    [Fact]
    public void Unknown_figures_are_dashes_with_a_reason()
    {
        var page = Open();

        var tile = page.FindAll(".tile").First(tile => tile.TextContent.Contains("Messages in", StringComparison.Ordinal));
        Assert.StartsWith("—", tile.QuerySelector(".value")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("two looks", tile.QuerySelector(".value")!.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_stand_above_the_figures()
    {
        _cluster.Publish(Samples.Snapshot() with { Brokers = [Samples.Broker("broker-a", Samples.AddressA) with { Failure = "cannot connect to it" }] });

        var markup = Open().Markup;

        Assert.Contains("Broker broker-a does not answer", markup, StringComparison.Ordinal);
        Assert.Contains("cannot connect to it", markup, StringComparison.Ordinal);
        Assert.True(markup.IndexOf("does not answer", StringComparison.Ordinal) < markup.IndexOf("Messages in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_that_never_answered_says_why_instead_of_showing_figures()
    {
        _cluster.Publish(ClusterSnapshot.Unknown with { FailedSince = Samples.Noon, Failure = "cannot connect to ns:9876" });

        var page = Open();

        Assert.Contains("cannot connect to ns:9876", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".tile"));
    }

    [Fact]
    public void A_snapshot_from_the_collectors_thread_is_drawn_in_the_viewers_language()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var page = Open();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        _cluster.Publish(Samples.Snapshot(groups: [Samples.Group("g", lag: 12)]));

        page.WaitForAssertion(() => Assert.Contains("12条", page.Find(".tiles").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Messages in", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charts_are_given_to_the_script_once_and_not_fed_from_here()
    {
        var page = Open();

        for (var i = 0; i < 3; i++)
            _cluster.Publish(Samples.Snapshot());

        // Where pages are drawn: another drawing would add to the list while it is read.
        await page.InvokeAsync(() => Assert.Single(JSInterop.Invocations, call => call.Identifier == "import" && ((string)call.Arguments[0]!).Contains("RateCharts", StringComparison.Ordinal)));
        Assert.Equal(2, page.FindComponent<RateCharts>().FindAll(".plot").Count);
    }

    private IRenderedComponent<OverviewPage> Open() => Render<OverviewPage>(p => p.Add(c => c.ClusterName, "dev"));
}
