using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Messages;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

/// <summary>Conditions, columns and kept searches on the page of messages.</summary>
public sealed class BrowsingPagesTests : ConsolePage
{
    private readonly FakeMessageCluster _cluster = new(
        Message("""{"amount":7}""", offset: 0), Message("""{"amount":70}""", offset: 1), Message("""{"amount":700}""", offset: 2), Message("no json", offset: 3));

    public BrowsingPagesTests() => Services.GetRequiredService<ClusterConnections>().Put(_cluster);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Conditions_and_columns_go_into_the_address_and_come_back_from_it()
    {
        var page = Open("?topic=orders");

        page.Find("details .conditions > .link").Click();
        page.Find(".condition input").Change("$.amount");
        page.FindAll(".condition select")[1].Change("Gt");
        page.FindAll(".condition input")[1].Change("10");
        page.Find("input[placeholder='$.order.id, $.amount']").Change("$.amount");
        page.Find("form.search").Submit();

        page.WaitForAssertion(() => Assert.Equal(["700", "70"], page.FindAll("tbody tr td:nth-child(7)").Select(cell => cell.TextContent.Trim())));
        Assert.EndsWith("/c/main/messages?topic=orders&where=json%3A%24.amount%20gt%2010&columns=%24.amount", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("4 messages looked at", page.Find(".summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("10", page.FindAll(".condition input")[1].GetAttribute("value"));
        Assert.True(page.Find("details").HasAttribute("open"));
    }

    [Fact]
    public void A_value_that_is_not_there_is_a_dash()
    {
        var page = Open("?topic=orders&columns=$.amount");

        Assert.Equal(["–", "700", "70", "7"], page.FindAll("tbody tr td:nth-child(7)").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void A_full_page_says_why_it_stopped_early()
    {
        _cluster.Messages.Stored.AddRange(Enumerable.Range(4, 100).Select(i => Message(offset: i)));

        var page = Open("?topic=orders");

        Assert.Contains("Stopped early, because the page is full", page.Find(".summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("50 messages looked at", page.Find(".summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_is_kept_for_the_one_who_keeps_it_and_forgotten_on_demand()
    {
        Authorization.SetAuthorized("vera").SetPolicies("view");
        var page = Open("?topic=orders&where=json%3A%24.amount%20gt%2010");

        page.Find(".saved input").Input("large orders");
        page.Find(".saved form").Submit();

        Assert.Equal("large orders", page.Find(".saved li a").TextContent);
        Assert.Equal("c/main/messages?topic=orders&where=json%3A$.amount%20gt%2010", page.Find(".saved li a").GetAttribute("href"));
        var store = Services.GetRequiredService<SavedSearchStore>();
        Assert.Single(store.Of("VERA", "main"));
        Assert.Empty(store.Of("vera", "other"));
        Assert.Empty(store.Of("olga", "main"));

        page.Find(".saved li button").Click();

        Assert.Empty(page.FindAll(".saved li"));
        Assert.Empty(store.Of("vera", "main"));
    }

    [Fact]
    public void As_many_searches_as_one_may_keep_are_kept_and_a_name_is_used_once()
    {
        var store = Services.GetRequiredService<SavedSearchStore>();
        for (var i = 0; i < SavedSearchStore.Most; i++)
            Assert.True(store.Save("vera", "main", new SavedSearch($"s{i}", "?topic=a")));

        Assert.False(store.Save("vera", "main", new SavedSearch("one more", "?topic=a")));
        Assert.True(store.Save("vera", "main", new SavedSearch("s7", "?topic=b")));
        Assert.Equal(SavedSearchStore.Most, store.Of("vera", "main").Count);
        Assert.Equal("?topic=b", store.Of("vera", "main").Single(search => search.Name == "s7").Query);
    }

    [Fact]
    public void A_condition_that_is_none_is_named_and_nothing_is_read()
    {
        var page = Open("?topic=orders&where=size%20gt%207");

        Assert.Contains("'size gt 7' is no condition", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Empty(_cluster.Messages.Browses);
    }

    private IRenderedComponent<MessagesPage> Open(string query)
    {
        Navigation.NavigateTo("/c/main/messages" + query);
        return Render<MessagesPage>(p => p.Add(page => page.ClusterName, "main"));
    }
}
