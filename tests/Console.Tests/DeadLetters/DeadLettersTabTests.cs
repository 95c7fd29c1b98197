using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Tests.Topics;

namespace RocketMQ.ManagementConsole.Tests.DeadLetters;

public sealed class DeadLettersTabTests : ClusterPageTest
{
    private readonly LetterCluster _cluster = new(
        LetterCluster.Letter(1), LetterCluster.Letter(2), LetterCluster.Letter(3, origin: "payments", tag: null, more: ("exception", "card declined")));

    [Fact]
    public void Letters_are_grouped_by_what_they_have_in_common()
    {
        var page = Show();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".causes button").Count));
        var causes = page.FindAll(".causes button").Select(cause => string.Join(' ', cause.Children.Select(part => part.TextContent.Trim())));
        Assert.Equal(["2 orders created after 0 retries", "1 payments after 0 retries card declined"], causes);
        Assert.Equal(3, page.FindAll("tbody tr").Count);
        Assert.Equal("api/v1/clusters/dev/groups/billing/dead-letters?format=csv&limit=1000", page.FindAll("a[download]")[0].GetAttribute("href"));
    }

    [Fact]
    public void A_cause_is_chosen_and_sent_again_with_an_outcome_for_each_letter()
    {
        var page = Show();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".causes button").Count));
        Confirm();

        page.FindAll(".causes button")[0].Click();
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        page.FindAll("input[type=number]").Single(input => input.GetAttribute("max") == "1000").Change("1000");
        page.Find("form.form").Submit();

        page.WaitForAssertion(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Contains("2 sent, 0 left alone", page.Markup, StringComparison.Ordinal);
        });
        Assert.Equal(["order-1", "order-2"], _cluster.Sent.Select(sent => sent.Keys[0]));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody .badge").Count(badge => badge.TextContent == "sent again")));
    }

    [Fact]
    public void Letters_that_were_sent_before_have_to_be_forced()
    {
        Assert.True(Services.GetRequiredService<LetterLedger>().TryClaim("dev", "billing", _cluster.Keys[0], "bob", false));
        var page = Show();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
        Assert.Contains("begun, end unknown", page.Find("tbody .badge").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("sent again before", page.Markup, StringComparison.Ordinal);

        page.Find("thead input[type=checkbox]").Change(true);

        Assert.Contains("Also the 1 that were sent again before", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_letters_of_the_time_in_the_address_are_shown_and_exported()
    {
        At("/c/dev/groups/billing/dead-letters?from=2025-03-04T12:02:00Z&to=2025-03-04T12:02:30Z");
        var page = Show();

        page.WaitForAssertion(() => Assert.Contains("order-2", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.EndsWith("&from=2025-03-04T12%3A02%3A00Z&to=2025-03-04T12%3A02%3A30Z", page.FindAll("a[download]")[0].GetAttribute("href"), StringComparison.Ordinal);

        page.FindAll(".segments button").Single(button => button.TextContent == "All").Click();
        page.FindAll("form")[0].Submit();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public void A_time_without_letters_is_told_from_a_group_without_letters()
    {
        At("/c/dev/groups/billing/dead-letters?to=2020-01-01T00:00:00Z");
        var page = Show();

        page.WaitForAssertion(() => Assert.Contains("No letters of that time", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void All_letters_of_a_time_are_chosen_although_only_the_newest_are_shown()
    {
        _cluster.Letters.Clear();
        _cluster.Letters.AddRange(Enumerable.Range(1, 250).Select(offset => LetterCluster.Letter(offset)));
        var page = Show();
        page.WaitForAssertion(() => Assert.Contains("The newest 200 letters", page.Markup, StringComparison.Ordinal));

        page.FindAll("button").Single(button => button.TextContent == "Choose all of this time").Click();

        page.WaitForAssertion(() => Assert.Contains("Send 250 again", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_viewer_may_look_and_not_send()
    {
        Authorization.SetPolicies("view");
        var page = Show();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
        Assert.Empty(page.FindAll("form.form"));
    }

    [Fact]
    public void A_group_without_letters_says_so()
    {
        _cluster.Letters.Clear();
        var page = Show();

        page.WaitForAssertion(() => Assert.Contains("no dead letters", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    // Whatever is asked is agreed to.
    private void Confirm()
    {
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(true);
    }

    private IRenderedComponent<GroupPage> Show()
    {
        Services.GetRequiredService<ClusterConnections>().Put(_cluster.Connection);
        return Render<GroupPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing").Add(c => c.Tab, "dead-letters"));
    }
}
