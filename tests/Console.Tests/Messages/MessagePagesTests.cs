using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Messages;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class MessagePagesTests : ConsolePage
{
    private const string UniqueId = "C00002070A1B18B4AAC2000000000001";

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Without_parameters_the_page_says_what_to_enter_and_asks_nobody()
    {
        var cluster = Attach(Message());

        var page = Search("");

        Assert.Equal("Choose a topic", page.Find(".empty strong").TextContent);
        Assert.Empty(cluster.Messages.Browses);
        Assert.Equal("By time", page.Find(".tab.active").TextContent.Trim());
    }

    [Fact]
    public void Messages_of_the_topic_in_the_address_are_listed()
    {
        Attach(Message("""{"n":1}""", offset: 0, tag: "paid", keys: "k1 k2", uniqueId: UniqueId), Message("two", offset: 1));

        var page = Search("?topic=orders");

        var rows = page.FindAll("tbody tr");
        Assert.Equal(2, rows.Count);
        var cells = rows[1].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["2025-03-04 12:00:00", "just now", "broker-a:0", "0", "paid", "k1 k2", "7 B", """{"n":1}""", "…0000000001"], cells);
        Assert.Equal("orders", page.Find("form input").GetAttribute("value"));
        Assert.Contains("Everything in the range was looked at.", page.Find(".summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_click_on_a_row_opens_the_message()
    {
        var cluster = Attach(Message(offset: 4));

        Search("?topic=orders").Find("tbody tr td:nth-child(3)").Click();

        Assert.EndsWith("/c/main/messages/" + cluster.Messages.Stored[0].Message.OffsetMessageId, Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Searching_puts_every_parameter_into_the_address_and_the_back_button_searches_again()
    {
        var cluster = Attach(Message(keys: "k1"), Message("other", offset: 1));
        var page = Search("?by=key");

        page.FindAll("form input")[0].Input("orders");
        page.FindAll("form input")[1].Change("k1");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.EndsWith("/c/main/messages?by=key&topic=orders&key=k1", Navigation.Uri, StringComparison.Ordinal);
        Navigation.NavigateTo("/c/main/messages?topic=orders");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Single(cluster.Messages.KeyQueries);
    }

    [Fact]
    public void The_same_search_can_be_run_again()
    {
        var cluster = Attach(Message());
        var page = Search("?topic=orders");
        cluster.Messages.Stored.Add(Message(offset: 1));

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public void A_running_search_shows_progress_and_can_be_stopped()
    {
        var held = new TaskCompletionSource();
        var cluster = Attach([.. Enumerable.Range(0, 1500).Select(i => Message(i == 1200 ? "needle" : "hay", offset: i))]);
        cluster.Messages.BeforePage = page => page == 0 ? Task.CompletedTask : held.Task;
        var page = Search("?topic=orders&contains=needle");
        page.WaitForAssertion(() => Assert.Contains("messages looked at", page.Find(".running").TextContent, StringComparison.Ordinal));

        page.Find(".running button").Click();

        page.WaitForAssertion(() => Assert.Contains("You stopped the search", page.Find(".summary").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr"));
        Assert.Contains("older=broker-a%3A0%3D500", page.Find("a[rel=next]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_broker_is_named_above_the_results()
    {
        Attach(Message()).Messages.Failures.Add(new Admin.Targets.TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));

        var page = Search("?topic=orders");

        Assert.Contains("192.0.2.2:10911 did not answer", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Everything in the range was looked at", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Theory]
    [InlineData(ResponseCode.NoPermission, "forbidden")]
    [InlineData(ResponseCode.SystemError, "failed")]
    public void A_refusal_shows_the_brokers_code_and_remark(ResponseCode code, string kind)
    {
        Attach().Messages.Failure = new AdminException(code, "192.0.2.1:10911", "PULL_MESSAGE", "the remark");

        var page = Search("?topic=orders");

        Assert.Equal(kind, page.Find(".empty").GetAttribute("data-kind"));
        Assert.Contains("the remark", page.Find(".empty .code").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_parameter_is_named_and_what_is_allowed()
    {
        Attach();

        Assert.Contains("'51' neighbours are not possible; a whole number from 0 to 50 is.", Search("?by=offset&topic=orders&queue=0&offset=1&around=51").Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offset_that_is_gone_says_so_and_what_the_queue_holds()
    {
        Attach([.. Enumerable.Range(1000, 40).Select(i => Message(offset: i))]);

        var text = Search("?by=offset&topic=orders&queue=0&offset=5").Find(".window").TextContent;

        Assert.Contains("Offset 5 is no longer there", text, StringComparison.Ordinal);
        Assert.Contains("holds offsets 1,000 to 1,039", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_is_not_found_lists_what_was_tried()
    {
        Attach();

        var page = Search("?by=id&id=" + UniqueId);

        Assert.Contains("no topic was given", page.Find(".tried").TextContent, StringComparison.Ordinal);
        Assert.Contains("Those are 32 hex digits", page.Find(".tried").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_without_a_connection_is_told()
    {
        Assert.Contains("not connected", Search("?topic=orders").Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_told_in_one_sentence_with_its_groups_and_neighbours()
    {
        var message = Message("hello", offset: 1204, queue: 3, tag: "paid", keys: "k1", uniqueId: UniqueId, storedAt: Noon);
        var cluster = Attach(message, Message(offset: 1203, queue: 3), Message(offset: 1205, queue: 3));
        cluster.Topics.Groups.AddRange(["behind", "done", "picky"]);
        cluster.Groups.Offsets[("done", message.Queue)] = new OffsetWrapper { ConsumerOffset = 1205 };
        cluster.Groups.Offsets[("picky", message.Queue)] = new OffsetWrapper { ConsumerOffset = 1205 };
        cluster.Groups.Offsets[("behind", message.Queue)] = new OffsetWrapper { ConsumerOffset = 1000, LastTimestamp = Noon.AddMinutes(-2).ToUnixTimeMilliseconds() };
        cluster.Groups.Members["picky"] = new ConsumerConnection
        {
            ConnectionSet = [new Connection { ClientId = "c" }],
            SubscriptionTable = { ["orders"] = new SubscriptionData { Topic = "orders", SubString = "new || old", TagsSet = ["new", "old"] } },
        };

        var page = Open(message.Message.OffsetMessageId);

        Assert.Equal("Stored 2025-03-04 12:00:00 on broker-a, queue 3, offset 1,204", page.Find(".sentence strong").TextContent);
        Assert.Contains("3 ms later", page.Find(".way").TextContent, StringComparison.Ordinal);
        var groups = page.FindAll(".scroll tbody tr").Select(row => Words(row)).ToList();
        Assert.Equal(["behind Not yet 204 messages before it 2 min behind No member online 2 min ago", "done Consumed —", "picky Not wanted wants only new || old —"], groups);
        Assert.Equal(["← 1,203", "1,205 →"], page.FindAll("a[rel]").Select(link => link.TextContent.Trim()));
        Assert.Contains("tag that consumers choose messages by", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_of_a_message_is_never_markup()
    {
        const string Evil = "<script>alert(1)</script><img src=x>";
        var message = Message(Evil, tag: Evil, keys: Evil.Replace(" ", "", StringComparison.Ordinal), properties: (Evil, Evil));
        Attach(message);

        Assert.Empty(Open(message.Message.OffsetMessageId).FindAll("script, img"));
        Assert.Empty(Search("?topic=orders").FindAll("script, img"));
    }

    [Fact]
    public void The_view_of_the_body_is_chosen_in_the_address()
    {
        var message = Message("""{"a":1}""");
        Attach(message);
        var page = Open(message.Message.OffsetMessageId);
        Assert.Equal("{\n  \"a\": 1\n}", page.Find(".body pre").TextContent.ReplaceLineEndings("\n"));

        page.FindAll(".body .segments button").Single(button => button.TextContent == "Hex").Click();

        page.WaitForAssertion(() => Assert.StartsWith("00000000  7b 22", page.Find(".body pre").TextContent, StringComparison.Ordinal));
        Assert.EndsWith("?view=hex", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_body_is_shown_unpacked_and_says_so()
    {
        var message = Message(bytes: Packed("plain words"u8.ToArray()), flags: SystemFlags.Compressed);
        Attach(message);

        var page = Open(message.Message.OffsetMessageId);

        Assert.Equal("plain words", page.Find(".body pre").TextContent);
        Assert.Contains("11 B unpacked from", page.Find(".body .head").TextContent, StringComparison.Ordinal);
        Assert.Contains("compressed with zlib", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_body_and_a_clock_that_differs_are_told()
    {
        var message = Message("hello", crc: 1, storedAt: Noon, bornAt: Noon.AddSeconds(5));
        Attach(message);

        var page = Open(message.Message.OffsetMessageId);

        Assert.Contains("the body is damaged", page.Markup, StringComparison.Ordinal);
        Assert.Contains("5 s before it was born", page.Find(".way").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unique_id_without_topic_asks_for_it_and_then_finds_the_message()
    {
        Attach(Message(uniqueId: UniqueId));
        var page = Open(UniqueId);
        Assert.Contains("A unique id needs one", page.Find(".empty strong").TextContent, StringComparison.Ordinal);

        page.Find("form.ask input").Change("orders");
        page.Find("form.ask").Submit();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".sentence")));
        Assert.EndsWith($"/c/main/messages/{UniqueId}?topic=orders", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_was_sent_twice_shows_the_newest_and_names_the_other()
    {
        Attach(Message("first", offset: 0, uniqueId: UniqueId), Message("second", offset: 1, uniqueId: UniqueId));

        var page = Open(UniqueId + "?topic=orders", UniqueId);

        Assert.Contains("sent this id 2 times", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("second", page.Find(".body pre").TextContent);
    }

    [Fact]
    public void A_message_whose_broker_does_not_answer_is_not_known_rather_than_not_found()
    {
        var message = Message();
        Attach().Messages.Failure = new RemotingConnectException("192.0.2.1:10911", "refused");

        var page = Open(message.Message.OffsetMessageId);

        Assert.Equal("failed", page.Find(".empty").GetAttribute("data-kind"));
        Assert.Contains("not known whether this message exists", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    private static string Words(IElement row) =>
        string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private FakeMessageCluster Attach(params Admin.Messages.LocatedMessage[] stored)
    {
        var cluster = new FakeMessageCluster(stored);
        Services.GetRequiredService<ClusterConnections>().Put(cluster);
        return cluster;
    }

    private IRenderedComponent<MessagesPage> Search(string query)
    {
        Navigation.NavigateTo("/c/main/messages" + query);
        return Render<MessagesPage>(p => p.Add(page => page.ClusterName, "main"));
    }

    private IRenderedComponent<MessagePage> Open(string address, string? id = null)
    {
        Navigation.NavigateTo("/c/main/messages/" + address);
        return Render<MessagePage>(p => p.Add(page => page.ClusterName, "main").Add(page => page.Id, id ?? address));
    }
}
