using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics.Sending;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Topics.Sending;

public sealed class MessageDraftTests
{
    private static readonly MessageQueue[] Queues = [new("orders", "broker-a", 0), new("orders", "broker-b", 3)];

    [Fact]
    public void An_address_fills_it_in()
    {
        var address = new Dictionary<string, string> { ["tag"] = "paid", ["keys"] = "k1 k2", ["body"] = "{}", ["broker"] = "broker-b", ["queue"] = "3" };
        var draft = new MessageDraft();

        draft.Fill(address.GetValueOrDefault);

        Assert.Equal(("paid", "k1 k2", "{}", "broker-b:3"), (draft.Tag, draft.Keys, draft.Body, draft.Queue));
    }

    [Fact]
    public void A_message_is_built_from_all_fields()
    {
        var draft = new MessageDraft { Tag = " paid ", Keys = "k1  k2", Body = "héllo", DelayLevel = 3, Queue = "broker-b:3" };
        draft.Properties.Add(new() { Name = "region", Value = "eu" });
        draft.Properties.Add(new());

        var message = Build(draft);

        Assert.Equal(("orders", "paid", 3), (message.Topic, message.Tag, message.DelayLevel));
        Assert.Equal(["k1", "k2"], message.Keys);
        Assert.Equal("eu", Assert.Single(message.Properties).Value);
        Assert.Equal(Queues[1], message.Queue);
        Assert.Equal("héllo", Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(6, draft.BodySize);
    }

    [Fact]
    public void Nothing_chosen_leaves_the_choice_to_the_client()
    {
        var message = Build(new MessageDraft { Body = "x" });

        Assert.Null(message.Queue);
        Assert.Null(message.Tag);
        Assert.Null(message.DelayLevel);
        Assert.Empty(message.Keys);
    }

    [Theory]
    [InlineData("plain text", false, false)]
    [InlineData("{\"a\":1}", true, false)]
    [InlineData("  [1,", true, true)]
    [InlineData("{a:1}", true, true)]
    public void Only_a_body_meant_as_json_is_checked(string body, bool looksLike, bool broken)
    {
        var draft = new MessageDraft { Body = body };

        Assert.Equal((looksLike, broken), (draft.LooksLikeJson, draft.JsonProblem is not null));
    }

    [Fact]
    public void A_property_named_twice_is_reported()
    {
        var draft = new MessageDraft();
        draft.Properties.AddRange([new() { Name = "a", Value = "1" }, new() { Name = "a", Value = "2" }, new() { Name = "b" }]);

        Assert.Equal(["a"], draft.DoubledNames);
    }

    [Fact]
    public void Insertions_are_filled_in_anew_for_each_message_and_only_when_that_is_wished_for()
    {
        const string Body = "{{counter}} {{millis}} {{time}} {{uuid}} {{other}}";
        var draft = new MessageDraft { Body = Body, Keys = "order-{{counter}}", Tag = "t{{counter}}" };
        draft.Properties.Add(new() { Name = "number", Value = "{{counter}}" });
        Assert.Equal(Body, Encoding.UTF8.GetString(Build(draft, 7).Body.Span));

        draft.Fills = true;

        var message = Build(draft, 7);
        var parts = Encoding.UTF8.GetString(message.Body.Span).Split(' ');
        Assert.Equal(["7", "1741089600000", "2025-03-04T12:00:00.000Z"], parts[..3]);
        Assert.True(Guid.TryParse(parts[3], out _));
        Assert.Equal("{{other}}", parts[4]);
        Assert.Equal(("t7", "order-7", "7"), (message.Tag, Assert.Single(message.Keys), message.Properties["number"]));
        Assert.NotEqual(parts[3], Encoding.UTF8.GetString(Build(draft, 8).Body.Span).Split(' ')[3]);
    }

    // The numbers are those of java.lang.String.hashCode.
    [Theory]
    [InlineData("a", 97 % 8)]
    [InlineData("order-4711", 2)]
    [InlineData("invoice-2025", 7)]
    [InlineData("polygenelubricants", 0)]
    public void An_order_key_leads_to_the_queue_that_the_clients_selector_chooses(string key, int expected)
    {
        var queues = Enumerable.Range(0, 8).Select(queue => new MessageQueue("orders", "broker-a", queue)).ToList();

        Assert.Equal(expected, OrderKeys.QueueOf(key, queues).QueueId);
        Assert.Equal(expected, new MessageDraft { Body = "x", OrderKey = key, Queue = "broker-a:1" }.Build("orders", queues, TimeZoneInfo.Utc, 1, Samples.Noon).Queue!.Value.QueueId);
    }

    [Fact]
    public void A_time_of_delivery_is_in_the_viewers_zone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(8), "x", "x");

        var message = new MessageDraft { Body = "x", DeliverAt = "2025-03-04T20:00:00" }.Build("orders", Queues, zone, 1, Samples.Noon);

        Assert.Equal("1741089600000", message.Properties["TIMER_DELIVER_MS"]);
    }

    [Fact]
    public void Only_brokers_with_timers_hold_messages_until_a_moment()
    {
        var snapshot = Samples.Snapshot() with
        {
            Brokers =
            [
                Samples.Broker("broker-a", Samples.AddressA, "V4_9_8"),
                With("broker-b", "V5_3_3", "timerReadBehind", "0"),
                With("broker-c", "V4_9_8", "storeHealth", "Healthy"),
            ],
        };

        Assert.Equal(["broker-a (V4_9_8)", "broker-d (?)"], DeliveryTimes.Missing(["broker-a", "broker-b", "broker-c", "broker-d", "broker-a"], snapshot));

        static ManagementConsole.Clusters.BrokerSnapshot With(string name, string version, string key, string value) => Samples.Broker(name, name + ":1", version) with
        {
            Runtime = new RocketMQ.Admin.Brokers.BrokerRuntimeInfo(new Dictionary<string, string> { ["brokerVersionDesc"] = version, [key] = value }),
        };
    }

    [Theory]
    [InlineData(SendWay.Batch, 500, 1, true)]
    [InlineData(SendWay.Batch, 501, 1, false)]
    [InlineData(SendWay.Series, 10_000, 1_000, true)]
    [InlineData(SendWay.Series, 10_001, 1, false)]
    [InlineData(SendWay.Series, 0, 1, false)]
    [InlineData(SendWay.Series, 1, 1_001, false)]
    [InlineData(SendWay.One, 0, 0, true)]
    public void Numbers_are_bounded(SendWay way, int count, int perSecond, bool valid) =>
        Assert.Equal(valid, new MessageDraft { Way = way, Count = count, PerSecond = perSecond }.HasValidNumbers);

    private static OutgoingMessage Build(MessageDraft draft, int number = 1) => draft.Build("orders", Queues, TimeZoneInfo.Utc, number, Samples.Noon);
}
