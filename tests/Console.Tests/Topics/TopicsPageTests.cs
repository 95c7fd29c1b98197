using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicsPageTests : ClusterPageTest
{
    private static readonly ClusterSnapshot Two = Samples.Snapshot(
        [Samples.Topic("%RETRY%g", TopicKind.Retry), Samples.Topic("orders"), Samples.Topic("payments")]);

    [Fact]
    public void Rows_have_the_figures_of_the_collector_and_those_in_view_are_asked_about_first()
    {
        var cluster = Attach(Two with { Flows = ImmutableDictionary<string, TopicFlow>.Empty.Add("orders", new TopicFlow(12.5, null, 1234)) });

        var page = Show();

        Assert.Contains("1,234", Row(page, "orders"), StringComparison.Ordinal);
        Assert.Contains("12.5/s", Row(page, "orders"), StringComparison.Ordinal);
        Assert.True(cluster.WatchedTopics.IsWatched("payments"));
        Assert.False(cluster.WatchedTopics.IsWatched("%RETRY%g"));
        Assert.Empty(Topics.StatisticsAsked);
    }

    [Fact]
    public void How_long_brokers_keep_messages_is_shown_once_they_have_told()
    {
        Brokers.Settings = _ => new Dictionary<string, string> { ["fileReservedTime"] = "72", ["deleteWhen"] = "04" };
        var cluster = Attach(Two);
        var page = Show();

        cluster.Publish(Two with { });

        page.WaitForAssertion(() => Assert.Contains("3 d", Row(page, "orders"), StringComparison.Ordinal));
    }

    [Fact]
    public void Hidden_kinds_are_counted_and_can_be_shown()
    {
        Attach(Two);
        var page = Show();
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        Assert.Contains("1 of other kinds hidden", page.Markup, StringComparison.Ordinal);

        page.FindAll(".segments button").Single(button => button.TextContent.Contains("Retry", StringComparison.Ordinal)).Click();

        Assert.Contains("kinds=Normal,Retry,DeadLetter", Uri.UnescapeDataString(Services.GetRequiredService<NavigationManager>().Uri), StringComparison.Ordinal);
    }

    [Fact]
    public void The_filter_comes_from_the_address()
    {
        At("c/dev/topics?q=pay");
        Attach(Two);

        var page = Show();

        Assert.Contains("payments", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Equal("1 of 3", page.Find("footer").TextContent);
    }

    [Fact]
    public void A_name_with_a_percent_sign_leads_to_its_own_page()
    {
        At("c/dev/topics?kinds=Retry");
        Attach(Two);

        Assert.Equal("c/dev/topics/%25RETRY%25g", Show().Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public void Before_the_first_answer_the_page_loads_and_a_failure_is_told()
    {
        var cluster = Attach(ClusterSnapshot.Unknown);
        var page = Show();
        Assert.NotEmpty(page.FindAll("[aria-busy=true]"));

        cluster.Publish(ClusterSnapshot.Unknown with { FailedSince = Samples.Noon, Failure = "no name server answers" });

        page.WaitForAssertion(() => Assert.Contains("no name server answers", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Servers_that_did_not_answer_are_named()
    {
        Attach(Two with { Failures = [new RocketMQ.ManagementConsole.Clusters.TargetFailure(Samples.AddressB, "GET_ALL_TOPIC_CONFIG", "no answer within 3 s")] });

        Assert.Contains($"broker-b ({Samples.AddressB}): no answer within 3 s", Show().Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Viewers_are_not_offered_to_create_topics()
    {
        Authorization.SetPolicies("view");
        Attach(Two);

        Assert.DoesNotContain("Create topic", Show().Markup, StringComparison.Ordinal);
    }

    private static string Row(IRenderedComponent<TopicsPage> page, string topic) =>
        page.FindAll("tbody tr").Single(row => row.QuerySelector("a")!.TextContent == topic).TextContent;

    private IRenderedComponent<TopicsPage> Show() => Render<TopicsPage>(p => p.Add(page => page.ClusterName, "dev"));
}
