using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Interop.Tests;

/// <summary>The npm client ali-ons, written by others for the original, against our servers.</summary>
public sealed class AliOnsTests(InteropCluster cluster) : IClassFixture<InteropCluster>
{
    [Fact]
    public async Task What_its_producer_sends_its_push_consumer_gets()
    {
        await cluster.CreateTopicAsync("ons-all");
        await using var consumer = await cluster.StartConsumerAsync("ons-all-group", "ons-all");
        await using var producer = await cluster.StartProducerAsync("ons-producers");

        var sent = new Dictionary<string, AliOns.Sent>();
        for (var i = 0; i < 50; i++)
            sent[$"order {i}"] = await producer.SendAsync("ons-all", "created", $"order {i}", $"key-{i}");
        var received = new Dictionary<string, AliOns.Received>();
        while (received.Count < sent.Count)
        {
            var message = await consumer.ReceiveAsync();
            Assert.True(received.TryAdd(message.Body, message), $"{message.Body} came twice");
        }

        Assert.All(sent, pair => Assert.Equal("SEND_OK", pair.Value.SendStatus));
        Assert.All(received, pair =>
        {
            Assert.Equal(sent[pair.Key].MsgId, pair.Value.MsgId);
            Assert.Equal((sent[pair.Key].QueueId, sent[pair.Key].QueueOffset), (pair.Value.QueueId, pair.Value.QueueOffset));
            Assert.Equal("created", pair.Value.Tag);
            Assert.Equal($"key-{pair.Key.Split(' ')[1]}", pair.Value.Keys);
        });
    }

    [Fact]
    public async Task A_consumer_gets_only_the_tags_it_asked_for()
    {
        await cluster.CreateTopicAsync("ons-tags");
        await using var producer = await cluster.StartProducerAsync("ons-producers");
        await using var consumer = await cluster.StartConsumerAsync("ons-tags-group", "ons-tags", "paid || shipped");

        foreach (var tag in (string[])["created", "paid", "cancelled", "shipped", "created", "paid"])
            await producer.SendAsync("ons-tags", tag, $"{tag} body");
        var tags = new List<string>();
        while (tags.Count < 3)
            tags.Add((await consumer.ReceiveAsync()).Tag);

        Assert.Equal(["paid", "paid", "shipped"], tags.Order());
    }

    [Fact]
    public async Task A_message_it_sent_is_found_by_key_and_by_id()
    {
        await cluster.CreateTopicAsync("ons-keys");
        await using var producer = await cluster.StartProducerAsync("ons-producers");
        var sent = await producer.SendAsync("ons-keys", "created", "find me", "needle-1");

        var byKey = await cluster.InvokeAsync(cluster.Broker.Address, RequestCode.QueryMessage, new()
        {
            ["topic"] = "ons-keys",
            ["key"] = "needle-1",
            ["maxNum"] = "32",
            ["beginTimestamp"] = "0",
            ["endTimestamp"] = $"{long.MaxValue}",
        });
        var byId = await cluster.InvokeAsync(cluster.Broker.Address, RequestCode.ViewMessageById, new()
        {
            ["offset"] = $"{Convert.ToInt64(sent.MsgId[16..], 16)}",
        });

        Assert.Equal(byId.Body.ToArray(), byKey.Body.ToArray());
        Assert.Contains("find me", System.Text.Encoding.UTF8.GetString(byKey.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_console_sends_its_push_consumer_gets()
    {
        await cluster.CreateTopicAsync("ons-console");
        await using var consumer = await cluster.StartConsumerAsync("ons-console-group", "ons-console");
        await using var admin = new AdminClient(
            new AdminClientOptions { NameServers = [cluster.NameServer.Address] }, NullLoggerFactory.Instance, TimeProvider.System);

        var sent = await admin.Messages.SendAsync(new OutgoingMessage("ons-console", "from the console"u8.ToArray()) { Tag = "created", Keys = ["order-1"] });
        var received = await consumer.ReceiveAsync();

        Assert.Equal("from the console", received.Body);
        Assert.Equal((sent.Queue.QueueId, sent.QueueOffset), (received.QueueId, received.QueueOffset));
        Assert.Equal(("created", "order-1"), (received.Tag, received.Keys));
    }

    [Fact]
    public async Task Every_member_of_a_broadcasting_group_gets_every_message()
    {
        await cluster.CreateTopicAsync("ons-broadcast");
        await using var one = await cluster.StartBroadcastAsync("ons-broadcast-group", "ons-broadcast");
        await using var two = await cluster.StartBroadcastAsync("ons-broadcast-group", "ons-broadcast");
        await using var producer = await cluster.StartProducerAsync("ons-producers");
        var sent = Enumerable.Range(0, 10).Select(i => $"all {i}").ToHashSet();

        foreach (var body in sent)
            await producer.SendAsync("ons-broadcast", "created", body);

        foreach (var consumer in (AliOns[])[one, two])
        {
            var received = new HashSet<string>();
            while (!received.SetEquals(sent))
                Assert.True(received.Add((await consumer.ReceiveAsync()).Body));
        }
    }

    [Fact]
    public async Task A_listener_that_fails_gets_its_message_again()
    {
        await cluster.CreateTopicAsync("ons-retry");
        await using var consumer = await cluster.StartConsumerAsync("ons-retry-group", "ons-retry");
        await using var producer = await cluster.StartProducerAsync("ons-producers");
        await consumer.FailOnceAsync("stubborn");

        await producer.SendAsync("ons-retry", "created", "stubborn");
        var again = await consumer.ReceiveAsync();

        Assert.Equal("stubborn", again.Body);
        Assert.Equal(1, again.ReconsumeTimes);
    }
}
