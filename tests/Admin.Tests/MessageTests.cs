using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Admin.Tests;

[Collection(ClusterCollection.Name)]
public sealed class MessageTests(TestCluster cluster)
{
    private IMessageOperations Messages => cluster.Admin.Messages;

    [Fact]
    public async Task A_sent_message_is_found_by_unique_id_key_offset_id_and_offset()
    {
        var topic = await NewTopicAsync(4);
        var queue = new MessageQueue(topic, "broker-t", 2);
        var sent = await Messages.SendAsync(new OutgoingMessage(topic, "hello"u8.ToArray())
        {
            Queue = queue, Tag = "blue", Keys = ["k-1", "k-2"], Properties = new Dictionary<string, string> { ["colour"] = "blau" },
        });

        Assert.Equal(ResponseCode.Success, sent.Status);
        Assert.Equal(queue, sent.Queue);
        LocatedMessage?[] found =
        [
            Assert.Single((await Messages.FindByUniqueIdAsync(topic, sent.UniqueId)).Messages),
            Assert.Single((await Messages.FindByKeyAsync(new KeyQuery(topic, "k-2"))).Messages),
            await Messages.FindByOffsetIdAsync(sent.OffsetId),
            await Messages.FindAtAsync(queue, sent.QueueOffset),
        ];
        Assert.All(found, located =>
        {
            Assert.Equal("hello", Encoding.UTF8.GetString(located!.Message.Body.Span));
            Assert.Equal(queue, located.Queue);
            Assert.Equal("blue", located.Message.Tags);
            Assert.Equal("blau", located.Message.Property("colour"));
            Assert.Equal(sent.OffsetId, located.Message.OffsetMessageId);
        });
    }

    [Fact]
    public async Task What_is_not_there_is_null_or_empty_and_no_failure()
    {
        var topic = await NewTopicAsync(1);

        Assert.Empty((await Messages.FindByKeyAsync(new KeyQuery(topic, "never"))).Messages);
        Assert.Empty((await Messages.FindByUniqueIdAsync(topic, "7F000001000000000000000000000000")).Messages);
        Assert.Null(await Messages.FindAtAsync(new MessageQueue(topic, "broker-t", 0), 5));
        var nowhere = MessageIds.FormatOffsetId(HostAddress.From(System.Net.IPEndPoint.Parse(cluster.Broker)), 1_000_000_000);
        Assert.Null(await Messages.FindByOffsetIdAsync(nowhere));
        Assert.Null(await Messages.GetEarliestStoreTimeAsync(new MessageQueue(topic, "broker-t", 0)));
    }

    [Fact]
    public async Task Without_a_queue_messages_go_round_robin_over_all()
    {
        var topic = await NewTopicAsync(4);

        var sent = new List<SentMessage>();
        for (var i = 0; i < 8; i++)
            sent.Add(await Messages.SendAsync(new OutgoingMessage(topic, new byte[] { 1 })));

        Assert.All(sent.GroupBy(message => message.Queue.QueueId), group => Assert.Equal(2, group.Count()));
        Assert.Equal(4, sent.DistinctBy(message => message.Queue.QueueId).Count());
    }

    [Fact]
    public async Task An_offset_id_with_a_foreign_address_is_refused_and_names_it()
    {
        var foreign = MessageIds.FormatOffsetId(HostAddress.From(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("10.9.8.7"), 10911)), 0);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Messages.FindByOffsetIdAsync(foreign));

        Assert.Contains("10.9.8.7:10911", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(cluster.Broker, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "k", "body")]
    [InlineData("x", "two words", "keys")]
    [InlineData("x", "a\u0001b", "KEYS")]
    public async Task What_cannot_be_sent_is_refused_before_anything_goes_out(string body, string key, string named)
    {
        var topic = await NewTopicAsync(1);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => Messages.SendAsync(new OutgoingMessage(topic, Encoding.UTF8.GetBytes(body)) { Keys = [key] }));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Messages.GetMaxOffsetAsync(new MessageQueue(topic, "broker-t", 0)));
    }

    [Fact]
    public async Task A_send_to_a_queue_that_is_not_there_names_those_that_are()
    {
        var topic = await NewTopicAsync(2);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => Messages.SendAsync(new OutgoingMessage(topic, new byte[] { 1 }) { Queue = new MessageQueue(topic, "broker-t", 7) }));

        Assert.Contains("broker-t:0, broker-t:1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_the_brokers_reason()
    {
        var topic = await NewTopicAsync(1);

        var refusal = await Assert.ThrowsAsync<AdminException>(
            () => Messages.SendAsync(new OutgoingMessage(topic, new byte[(4 * 1024 * 1024) + 1])));

        Assert.Equal(ResponseCode.MessageIllegal, refusal.Code);
        Assert.Equal(cluster.Broker, refusal.Address);
        Assert.NotEmpty(refusal.Remark);
    }

    [Fact]
    public async Task Browsing_gives_every_message_once_newest_first_over_all_queues_in_pages()
    {
        var topic = await NewTopicAsync(3);
        var sent = await SendAsync(topic, 100);

        var pages = new List<BrowsePage>();
        await foreach (var page in Messages.BrowseAsync(new BrowseRequest(topic) { PageSize = 30 }))
            pages.Add(page);

        Assert.Equal([30, 30, 30, 10], pages.Select(page => page.Messages.Count));
        Assert.Null(pages[^1].Continuation);
        var all = pages.SelectMany(page => page.Messages).ToList();
        Assert.Equal(sent.Select(message => message.OffsetId).Order(), all.Select(located => located.Message.OffsetMessageId).Order());
        Assert.Equal(all.Select(located => located.Message.StoreTimestamp).OrderDescending(), all.Select(located => located.Message.StoreTimestamp));
    }

    [Fact]
    public async Task A_continuation_goes_on_where_the_page_ended_whatever_came_since()
    {
        var topic = await NewTopicAsync(2);
        var sent = await SendAsync(topic, 40);
        var first = await FirstPageAsync(new BrowseRequest(topic) { PageSize = 15 });
        await SendAsync(topic, 5);

        var rest = await FirstPageAsync(new BrowseRequest(topic) { PageSize = 100, Continuation = BrowseContinuation.Parse(first.Continuation!.ToString()) });

        Assert.Equal(
            sent.Select(message => message.OffsetId).Order(),
            first.Messages.Concat(rest.Messages).Select(located => located.Message.OffsetMessageId).Order());
    }

    [Fact]
    public async Task A_time_range_includes_both_ends_and_nothing_outside()
    {
        var topic = await NewTopicAsync(2);
        await SendAsync(topic, 60);
        var all = (await FirstPageAsync(new BrowseRequest(topic) { PageSize = 100 })).Messages;
        var (from, to) = (all[45].StoredAt, all[15].StoredAt);

        var page = await FirstPageAsync(new BrowseRequest(topic) { PageSize = 100, From = from, To = to });

        Assert.Equal(
            all.Where(located => located.StoredAt >= from && located.StoredAt <= to).Select(located => located.Message.PhysicalOffset).Order(),
            page.Messages.Select(located => located.Message.PhysicalOffset).Order());
    }

    [Fact]
    public async Task A_page_ends_when_its_budget_is_spent_and_can_be_gone_on_from()
    {
        var topic = await NewTopicAsync(1);
        await SendAsync(topic, 100);
        var request = new BrowseRequest(topic) { PageSize = 10, MaxScanned = 40, Filter = message => message.QueueOffset == 3 };

        var first = await FirstPageAsync(request);
        var last = await FirstPageAsync(request with { MaxScanned = 1000, Continuation = first.Continuation });

        Assert.True(first.IsBudgetSpent);
        Assert.Empty(first.Messages);
        Assert.Equal(3, Assert.Single(last.Messages).Message.QueueOffset);
        Assert.Null(last.Continuation);
    }

    [Fact]
    public async Task A_pull_tells_the_bounds_of_the_queue_and_where_to_go_on()
    {
        var topic = await NewTopicAsync(1);
        await SendAsync(topic, 10);
        var queue = new MessageQueue(topic, "broker-t", 0);

        var some = await Messages.PullAsync(new PullRequest(queue, 4) { Limit = 3 });
        var end = await Messages.PullAsync(new PullRequest(queue, 10));
        var beyond = await Messages.PullAsync(new PullRequest(queue, 99));

        Assert.Equal((PullStatus.Found, 7L, 0L, 10L), (some.Status, some.NextOffset, some.MinOffset, some.MaxOffset));
        Assert.Equal([4L, 5L, 6L], some.Messages.Select(located => located.Message.QueueOffset));
        Assert.Equal(PullStatus.NoNewMessage, end.Status);
        Assert.Equal((PullStatus.OffsetIllegal, 10L), (beyond.Status, beyond.NextOffset));
    }

    private async Task<BrowsePage> FirstPageAsync(BrowseRequest request)
    {
        await foreach (var page in Messages.BrowseAsync(request))
            return page;
        throw new InvalidOperationException("no page");
    }

    private async Task<List<SentMessage>> SendAsync(string topic, int count)
    {
        var sent = new List<SentMessage>();
        for (var i = 0; i < count; i++)
            sent.Add(await Messages.SendAsync(new OutgoingMessage(topic, Encoding.UTF8.GetBytes($"message {i}"))));
        return sent;
    }

    private async Task<string> NewTopicAsync(int queues)
    {
        var topic = $"t-{Guid.NewGuid():N}";
        (await cluster.Admin.Topics.SaveAsync(
            new TopicConfig { TopicName = topic, ReadQueueNums = queues, WriteQueueNums = queues }, BrokerTarget.AllMasters)).OrThrow();
        await Routes.WaitAsync(cluster.Admin, topic);
        return topic;
    }
}
