using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Lookup;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Lookup.ClueReaderTests;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Lookup;

public sealed class FindPageTests : ConsolePage
{
    private const string UniqueId = "C00002070A1B18B4AAC2000000000001";

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Without_a_text_the_page_says_what_can_be_pasted_and_asks_nobody()
    {
        var cluster = Attach();

        Assert.Equal("Paste what you have", Open("").Find(".empty strong").TextContent);
        Assert.Empty(cluster.Messages.KeyQueries);
    }

    [Fact]
    public void The_answer_is_a_sentence_about_who_has_read_it_and_what_was_given_up()
    {
        var order = Message(topic: "orders", keys: "A17", uniqueId: UniqueId, offset: 1204, storedAt: Noon.AddMinutes(-5));
        var cluster = Attach(order, Message(topic: "%DLQ%mail", keys: "A17", uniqueId: UniqueId, offset: 3));
        cluster.Topics.Groups.AddRange(["billing", "mail", "shipping"]);
        cluster.Groups.Offsets[("billing", order.Queue)] = cluster.Groups.Offsets[("mail", order.Queue)] = new OffsetWrapper { ConsumerOffset = 1205 };
        cluster.Groups.Offsets[("shipping", order.Queue)] =
            new OffsetWrapper { ConsumerOffset = 1000, LastTimestamp = Noon.AddMinutes(-7).ToUnixTimeMilliseconds() };
        cluster.Groups.Members["shipping"] = new ConsumerConnection { ConnectionSet = [new Connection { ClientId = "c" }] };

        var page = Open("?q=A17");

        page.WaitForAssertion(() => Assert.Equal(
            "Stored 2025-03-04 11:55:00 on broker-a in orders. Read by billing, mail. Not yet read by shipping: 204 messages are before it, 2 min behind. "
            + "mail gave it up after 0 tries; copies in its dead letters: 1.",
            Words(page.Find(".verdict").TextContent)));
        Assert.Contains("One message found", page.Find(".summary").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Message", "Dead letter"], page.FindAll("tbody tr td:first-child").Select(cell => cell.TextContent));
    }

    [Fact]
    public void That_nothing_is_stored_is_said_only_when_everything_was_looked_at()
    {
        Attach();
        var whole = Open("?q=A17");
        whole.WaitForAssertion(() => Assert.Contains("No such message is stored 3 of 3 topics searched", Words(whole.Find(".summary").TextContent), StringComparison.Ordinal));

        Attach().Messages.Failures.Add(new Admin.Targets.TargetFailure("192.0.2.1:10911", new RemotingConnectException("192.0.2.1:10911", "refused")));
        var partly = Open("?q=A17");

        partly.WaitForAssertion(() => Assert.Contains("Not found as far as the search reached 0 of 3 topics", Words(partly.Find(".summary").TextContent), StringComparison.Ordinal));
        Assert.Contains("192.0.2.1:10911 did not answer", partly.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_was_made_since_the_last_look_is_searched_too()
    {
        var cluster = Attach(Message(topic: "payments", keys: "A17"));
        cluster.Refreshed = cluster.Snapshot with { Topics = [.. cluster.Snapshot.Topics, Topic("payments", TopicKind.Normal)] };

        var page = Open("?q=A17");

        page.WaitForAssertion(() => Assert.Contains("One message found", page.Find(".summary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_entered_goes_into_the_address_and_a_name_leads_to_its_page()
    {
        Attach();
        var page = Open("");

        page.Find("input").Input(" orders ");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("c/main/topics/orders", page.Find(".clues a").GetAttribute("href")));
        Assert.EndsWith("/c/main/find?q=orders", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_text_is_never_markup()
    {
        Attach();

        var page = Open("?q=" + Uri.EscapeDataString("<img src=x onerror=alert(1)>7777"));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".clues li")));
        Assert.Empty(page.FindAll("img"));
    }

    private static string Words(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private FakeMessageCluster Attach(params Admin.Messages.LocatedMessage[] stored)
    {
        var cluster = new FakeMessageCluster(stored);
        cluster.Snapshot = cluster.Snapshot with
        {
            ListedAt = Noon,
            Topics = [Topic("orders", TopicKind.Normal), Topic("%RETRY%mail", TopicKind.Retry), Topic("%DLQ%mail", TopicKind.DeadLetter)],
        };
        Services.GetRequiredService<ClusterConnections>().Put(cluster);
        return cluster;
    }

    private IRenderedComponent<FindPage> Open(string query)
    {
        Navigation.NavigateTo("/c/main/find" + query);
        return Render<FindPage>(p => p.Add(page => page.ClusterName, "main"));
    }
}
