using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Topics.Sending;

/// <summary>The tab on which messages are sent.</summary>
public sealed class SendTabTests : ClusterPageTest
{
    private readonly Answering<IMessageOperations> _messages = Answering<IMessageOperations>.Create();
    private readonly List<OutgoingMessage> _sent = [];

    public SendTabTests()
    {
        Topics.Route = _ => new TopicRouteData
        {
            BrokerDatas = [new BrokerData { BrokerName = "broker-a", Cluster = "DefaultCluster", BrokerAddrs = new() { [0] = Samples.AddressA } }],
            QueueDatas = [new QueueData { BrokerName = "broker-a", ReadQueueNums = 4, WriteQueueNums = 4, Perm = 6 }],
        };
        _messages
            .On("SendAsync", args => Task.FromResult(Sent((OutgoingMessage)args[0]!)))
            .On("SendBatchAsync", args => Task.FromResult<IReadOnlyList<SentMessage>>([.. ((IReadOnlyList<OutgoingMessage>)args[0]!).Select(Sent)]))
            .On("SendHalfAsync", args => Task.FromResult(new HalfMessage(Sent((OutgoingMessage)args[0]!), "CONSOLE_PRODUCER")));
    }

    [Fact]
    public void A_batch_is_sent_to_one_queue_with_its_insertions_filled_in_one_by_one()
    {
        var tab = Show();
        tab.Find("textarea").Input("n={{counter}}");
        tab.Find(".fills input").Change(true);
        Way(tab, "Batch");
        tab.Find("input[type=number]").Input("3");

        tab.Find("form").Submit();

        tab.WaitForAssertion(() => Assert.Equal(["n=1", "n=2", "n=3"], _sent.Select(message => System.Text.Encoding.UTF8.GetString(message.Body.Span))));
        Assert.Single(_sent.Select(message => message.Queue).Distinct());
        var entry = Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 1)[0];
        Assert.Equal(("topic.send", "3"), (entry.Kind, entry.Brokers[0].Fields[0].After));
        Assert.DoesNotContain("n=", System.Text.Json.JsonSerializer.Serialize(entry), StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_cannot_be_delayed()
    {
        var tab = Show();
        tab.Find("textarea").Input("x");
        tab.FindAll("select").Single(select => select.TextContent.Contains("Level 3", StringComparison.Ordinal) || select.TextContent.Contains("10s", StringComparison.Ordinal)).Change("3");

        Way(tab, "Batch");

        Assert.Contains("cannot be delayed", tab.Markup, StringComparison.Ordinal);
        Assert.True(tab.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public void A_half_waits_until_it_is_committed()
    {
        (HalfMessage Half, bool Commit)? ended = null;
        _messages.On("EndTransactionAsync", args =>
        {
            ended = ((HalfMessage)args[0]!, (bool)args[1]!);
            return Task.CompletedTask;
        });
        var tab = Show();
        tab.Find("textarea").Input("x");
        Way(tab, "Half");
        tab.Find("form").Submit();
        tab.WaitForAssertion(() => Assert.Contains("waits to be ended", tab.Markup, StringComparison.Ordinal));
        Assert.Null(ended);

        tab.FindAll("button").Single(button => button.TextContent == "Commit").Click();

        tab.WaitForAssertion(() => Assert.Contains("committed", tab.Find(".results").TextContent, StringComparison.Ordinal));
        Assert.Equal(("unique-1", true), (ended!.Value.Half.Sent.UniqueId, ended.Value.Commit));
        Assert.Equal(["topic.commit", "topic.send"], Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 5).Select(entry => entry.Kind));
    }

    [Fact]
    public void A_series_goes_on_until_it_is_stopped_and_is_found_again_by_whoever_comes_back()
    {
        var tab = Show();
        tab.Find("textarea").Input("x");
        Way(tab, "Series");
        tab.FindAll("input[type=number]")[0].Input("50");
        tab.FindAll("input[type=number]")[1].Input("1");
        tab.Find("form").Submit();
        tab.WaitForAssertion(() => Assert.Contains("1 of 50 are on their way", tab.Markup, StringComparison.Ordinal));

        var again = Show();
        Assert.Contains("1 of 50 are on their way", again.Markup, StringComparison.Ordinal);
        again.FindAll("button").Single(button => button.TextContent == "Stop").Click();

        tab.WaitForAssertion(() => Assert.Contains("1 stored, 0 failed", tab.Markup, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Contains("It was stopped", tab.Markup, StringComparison.Ordinal));
        Assert.Single(_sent);
    }

    [Fact]
    public void Times_of_delivery_are_not_offered_where_a_broker_has_none_and_the_page_says_why()
    {
        var tab = Show();

        Assert.True(tab.Find("input[type=datetime-local]").HasAttribute("disabled"));
        Assert.Contains("No times of delivery there, only delay levels: broker-a (V4_9_8)", tab.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_queue_of_an_order_key_is_shown_and_used()
    {
        var tab = Show();
        tab.Find("textarea").Input("x");

        tab.FindAll("label.field").Single(label => label.TextContent.StartsWith("Order key", StringComparison.Ordinal)).QuerySelector("input")!.Input("a");

        Assert.Contains("By the key: broker-a:1", tab.Markup, StringComparison.Ordinal);
        tab.Find("form").Submit();
        tab.WaitForAssertion(() => Assert.Equal(1, Assert.Single(_sent).Queue!.Value.QueueId));
    }

    [Fact]
    public void A_message_is_kept_as_a_template_and_taken_again()
    {
        var tab = Show();
        tab.Find("textarea").Input("""{"order":{{counter}}}""");
        tab.Find(".fills input").Change(true);
        tab.Find(".templates input").Input("an order");
        tab.FindAll(".templates button").Single(button => button.TextContent == "Keep as template").Click();

        var other = Show();
        other.Find(".templates select").Change("an order");

        Assert.Equal("""{"order":{{counter}}}""", other.Find("textarea").GetAttribute("value"));
        Assert.True(other.Find(".fills input").HasAttribute("checked"));
        other.FindAll(".templates button").Single(button => button.TextContent == "Forget it").Click();
        Assert.DoesNotContain("an order", Show().Find(".templates select").TextContent, StringComparison.Ordinal);
    }

    private static void Way(IRenderedComponent<TopicSendTab> tab, string way) =>
        tab.FindAll("select").Single(select => select.InnerHtml.Contains("Several in one request", StringComparison.Ordinal)).Change(way);

    private IRenderedComponent<TopicSendTab> Show()
    {
        var snapshot = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4))]) with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, "V4_9_8")] };
        var cluster = new FakeCluster(new FakeAdminClient { TopicFake = Topics, MessageFake = _messages.Object }, snapshot);
        var tab = Render<TopicSendTab>(p => p.Add(c => c.Connection, cluster).Add(c => c.Topic, "orders"));
        tab.WaitForAssertion(() => Assert.Contains("broker-a, queue 3", tab.Find("form").TextContent, StringComparison.Ordinal));
        return tab;
    }

    private SentMessage Sent(OutgoingMessage message)
    {
        _sent.Add(message);
        return new SentMessage(ResponseCode.Success, $"unique-{_sent.Count}", $"offset-{_sent.Count}", message.Queue ?? new MessageQueue("orders", "broker-a", 0), _sent.Count);
    }
}
