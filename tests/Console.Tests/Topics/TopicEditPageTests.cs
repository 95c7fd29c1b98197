using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class TopicEditPageTests : ClusterPageTest
{
    [Fact]
    public void A_wrong_character_is_named_while_typing()
    {
        Attach(Samples.Snapshot());
        var page = Show();

        page.Find("input.mono").Input("orders.paid");

        var note = page.Find("#name-note").TextContent;
        Assert.StartsWith("\".\" at position 7 is not allowed", note, StringComparison.Ordinal);
        Assert.True(Apply(page).HasAttribute("disabled"));
    }

    [Fact]
    public void What_the_address_says_is_filled_in_and_a_value_that_is_no_number_is_not()
    {
        Attach(Samples.Snapshot());
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/main/topics/new?name=paid&read=16&write=lots&perm=4&order=true&broker=broker-b");
        var page = Show();

        Assert.Equal("paid", page.Find("input.mono").GetAttribute("value"));
        var plan = page.Find("pre").TextContent;
        Assert.Contains("mqadmin updateTopic -b 10.0.0.2:10911 -t paid -r 16 -w 8 -p 4 -o true", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_applied_broker_by_broker_and_read_back()
    {
        var cluster = Attach(Samples.Snapshot());
        Topics.Save = (_, target) =>
        {
            cluster.Next = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 8))]);
            return Samples.Answer(default(Done), target == BrokerTarget.Address(Samples.AddressA) ? Samples.AddressA : Samples.AddressB);
        };
        var page = Show();
        page.Find("input.mono").Input("orders");
        Assert.Contains("mqadmin updateTopic -c DefaultCluster -t orders", page.Find("pre").TextContent, StringComparison.Ordinal);

        Apply(page).Click();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".outcomes li").Count));
        Assert.Equal(["orders", "orders"], Topics.Saved.Select(saved => saved.Topic.TopicName));
        Assert.Contains("every chosen broker now has these settings", page.Markup, StringComparison.Ordinal);
        Assert.True(Apply(page).HasAttribute("disabled"));
    }

    [Fact]
    public void What_did_not_take_effect_is_told()
    {
        var cluster = Attach(Samples.Snapshot());
        Topics.Save = (_, _) =>
        {
            cluster.Next = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4), ("broker-b", 8))]);
            return Samples.Answer(default(Done));
        };
        var page = Show();
        page.Find("input.mono").Input("orders");

        Apply(page).Click();

        page.WaitForAssertion(() => Assert.Contains("not in effect", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Read queues", page.Find("table.plan").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_the_cluster_left_behind_is_shown_again_and_not_applied()
    {
        var cluster = Attach(Samples.Snapshot());
        cluster.Next = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4))]);
        var page = Show();
        page.Find("input.mono").Input("orders");

        Apply(page).Click();

        page.WaitForAssertion(() => Assert.Contains("no longer what this plan was made for", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Topics.Saved);
        Assert.Equal("4", page.Find("table.plan .before").TextContent);
    }

    [Fact]
    public void Brokers_get_settings_of_their_own_and_the_one_that_differs_is_marked()
    {
        Attach(Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 8))]));
        Topics.Save = (_, target) => Samples.Answer(default(Done), target == BrokerTarget.Address(Samples.AddressA) ? Samples.AddressA : Samples.AddressB);
        var page = Show("orders");
        Assert.Empty(page.FindAll("table.settings"));

        page.FindAll("label.check input")[0].Change(true);
        page.Find("input[aria-label='Read queues on broker-b']").Input("4");

        Assert.Contains("differs", page.FindAll("table.settings tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains($"mqadmin updateTopic -b {Samples.AddressB} -t orders -r 4 -w 8", page.Find("pre").TextContent, StringComparison.Ordinal);
        Apply(page).Click();
        page.WaitForAssertion(() => Assert.Equal([8, 4], Topics.Saved.Select(saved => saved.Topic.ReadQueueNums)));
    }

    [Fact]
    public void Wrong_order_queues_are_named_with_what_is_allowed()
    {
        Attach(Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 8)) with { OrderQueues = "broker-a:8" }]));
        var page = Show("orders");

        Assert.Equal("broker-a:8", page.Find("input.order-queues").GetAttribute("placeholder"));

        page.Find("input.order-queues").Input("broker-a:9");

        Assert.Contains("9 queues on broker-a: 1 to 8 are allowed", page.Markup, StringComparison.Ordinal);
        Assert.True(Apply(page).HasAttribute("disabled"));
    }

    [Fact]
    public void The_kind_of_messages_cannot_be_chosen_where_a_broker_is_too_old_and_the_page_says_which()
    {
        Attach(Samples.Snapshot() with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, "V5_3_3"), Samples.Broker("broker-b", Samples.AddressB, "V4_9_8")] });
        var page = Show();
        Assert.Contains("broker-b is older than 5.0", page.Markup, StringComparison.Ordinal);

        page.FindAll("fieldset input")[1].Change(false);

        page.FindAll("select")[1].Change("FIFO");
        page.Find("input.mono").Input("orders");
        Assert.EndsWith("-a '+message.type=FIFO'", page.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_snapshot_does_not_undo_what_was_typed()
    {
        var cluster = Attach(Samples.Snapshot());
        var page = Show();
        page.Find("input.mono").Input("orders");

        cluster.Publish(Samples.Snapshot());

        page.WaitForAssertion(() => Assert.Equal("orders", page.Find("input.mono").GetAttribute("value")));
    }

    [Fact]
    public void A_topic_that_does_not_exist_cannot_be_edited()
    {
        Attach(Samples.Snapshot());

        Assert.Contains("There is no topic \"orders\"", Show("orders").Markup, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Apply(IRenderedComponent<TopicEditPage> page) =>
        page.FindAll("button.primary").Single(button => button.TextContent == "Apply");

    private IRenderedComponent<TopicEditPage> Show(string? topic = null) =>
        Render<TopicEditPage>(p => p.Add(page => page.ClusterName, "dev").Add(page => page.TopicName, topic));
}
