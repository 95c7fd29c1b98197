using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Admin.Tests;

/// <summary>Batches and transactions, at a running broker.</summary>
[Collection(ClusterCollection.Name)]
public sealed class SendingTests(TestCluster cluster)
{
    private IMessageOperations Messages => cluster.Admin.Messages;

    [Fact]
    public async Task Messages_of_a_batch_are_stored_one_after_the_other_each_as_its_own()
    {
        var topic = await NewTopicAsync();

        var sent = await Messages.SendBatchAsync([.. Enumerable.Range(0, 3).Select(i => new OutgoingMessage(topic, Encoding.UTF8.GetBytes($"body {i}")) { Keys = [$"k-{i}"], Tag = "blue" })]);

        Assert.All(sent, message => Assert.Equal(ResponseCode.Success, message.Status));
        Assert.Equal([0L, 1L, 2L], sent.Select(message => message.QueueOffset));
        Assert.Equal(3, sent.DistinctBy(message => message.UniqueId).Count());
        for (var i = 0; i < 3; i++)
        {
            var byOffset = await Messages.FindAtAsync(new MessageQueue(topic, "broker-t", 0), i);
            var byKey = Assert.Single((await Messages.FindByKeyAsync(new KeyQuery(topic, $"k-{i}"))).Messages);
            var byId = Assert.Single((await Messages.FindByUniqueIdAsync(topic, sent[i].UniqueId)).Messages);
            Assert.All(new[] { byOffset!, byKey, byId }, located =>
            {
                Assert.Equal($"body {i}", Encoding.UTF8.GetString(located.Message.Body.Span));
                Assert.Equal((sent[i].OffsetId, "blue"), (located.Message.OffsetMessageId, located.Message.Tags));
            });
        }
    }

    [Fact]
    public async Task A_batch_that_brokers_would_take_wrong_is_refused_before_anything_goes_out()
    {
        var topic = await NewTopicAsync();
        OutgoingMessage Message(int? level = null, int? queue = null) => new(topic, new byte[] { 1 }) { DelayLevel = level, Queue = queue is { } id ? new MessageQueue(topic, "broker-t", id) : null };

        foreach (var batch in new[] { [], [Message(), Message(level: 3)], new[] { Message(queue: 0), Message() } })
            await Assert.ThrowsAsync<ArgumentException>(() => Messages.SendBatchAsync(batch));

        Assert.Equal(0, await Messages.GetMaxOffsetAsync(new MessageQueue(topic, "broker-t", 0)));
    }

    [Fact]
    public async Task A_half_is_seen_when_it_is_committed_and_never_when_it_is_rolled_back()
    {
        var topic = await NewTopicAsync();
        var queue = new MessageQueue(topic, "broker-t", 0);
        var kept = await Messages.SendHalfAsync(new OutgoingMessage(topic, "kept"u8.ToArray()) { Keys = ["k"] });
        var dropped = await Messages.SendHalfAsync(new OutgoingMessage(topic, "dropped"u8.ToArray()));
        Assert.Equal(0, await Messages.GetMaxOffsetAsync(queue));

        await Messages.EndTransactionAsync(dropped, commit: false);
        await Messages.EndTransactionAsync(kept, commit: true);

        Assert.Equal(1, await Messages.GetMaxOffsetAsync(queue));
        var located = await Messages.FindAtAsync(queue, 0);
        Assert.Equal(("kept", kept.Sent.UniqueId), (Encoding.UTF8.GetString(located!.Message.Body.Span), located.Message.UniqueKey));
        // What has ended stays as it ended.
        await Messages.EndTransactionAsync(dropped, commit: true);
        Assert.Equal(1, await Messages.GetMaxOffsetAsync(queue));
    }

    [Fact]
    public async Task A_half_that_the_broker_does_not_know_is_refused_with_its_words()
    {
        var topic = await NewTopicAsync();
        var half = await Messages.SendHalfAsync(new OutgoingMessage(topic, new byte[] { 1 }));

        var refusal = await Assert.ThrowsAsync<AdminException>(() => Messages.EndTransactionAsync(half with { ProducerGroup = "others" }, commit: true));

        Assert.Contains("producer group", refusal.Remark, StringComparison.Ordinal);
        await Messages.EndTransactionAsync(half, commit: false);
    }

    private async Task<string> NewTopicAsync()
    {
        var topic = $"sending-{Guid.NewGuid():N}";
        (await cluster.Admin.Topics.SaveAsync(new TopicConfig { TopicName = topic, ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        await Routes.WaitAsync(cluster.Admin, topic);
        return topic;
    }
}
