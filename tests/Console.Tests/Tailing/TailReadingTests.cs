using RocketMQ.ManagementConsole.Tailing;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Tailing;

public sealed class TailReadingTests
{
    private readonly TailedCluster _cluster = new();

    private TailReading Reading() => new(_cluster.Connection, "orders");

    [Fact]
    public async Task What_is_stored_before_the_first_look_is_not_read_and_what_comes_then_is_each_once()
    {
        _cluster.Add(0, 5);
        var reading = Reading();

        Assert.Empty((await reading.ReadAsync(default)).Messages);
        _cluster.Add(0, 3);
        Assert.Equal([5L, 6, 7], Offsets(await reading.ReadAsync(default)));
        Assert.Empty((await reading.ReadAsync(default)).Messages);
        _cluster.Add(0, 1);
        Assert.Equal([8L], Offsets(await reading.ReadAsync(default)));
    }

    [Fact]
    public async Task A_look_at_a_silent_topic_costs_one_question_and_no_pull()
    {
        for (var number = 1; number < 64; number++)
            _cluster.AddQueue(number);
        var reading = Reading();

        await reading.ReadAsync(default);
        await reading.ReadAsync(default);

        Assert.Equal((2, 0), (_cluster.Looks, _cluster.Pulls));
    }

    [Fact]
    public async Task Of_too_many_messages_the_newest_are_read_and_the_others_counted()
    {
        _cluster.AddQueue(1);
        var reading = Reading();
        await reading.ReadAsync(default);
        _cluster.Add(0, 10);
        _cluster.Add(1, 9_990);

        var batch = await reading.ReadAsync(default);

        Assert.Equal((TailReading.MostMessages, 10_000 - TailReading.MostMessages), (batch.Messages.Count, batch.Skipped));
        Assert.Equal(10, batch.Messages.Count(message => message.Message.QueueId == 0));
        Assert.Equal(9_989, batch.Messages.Where(message => message.Message.QueueId == 1).Max(message => message.Message.QueueOffset));
        _cluster.Add(1, 1);
        Assert.Equal([9_990L], Offsets(await reading.ReadAsync(default)));
    }

    [Fact]
    public async Task Large_messages_end_a_look_early_and_what_is_left_over_is_read_or_counted_by_the_next()
    {
        var reading = Reading();
        await reading.ReadAsync(default);
        _cluster.Add(0, 200, offset => StoredMessages.Message(offset: offset, bytes: new byte[100_000]));

        var first = await reading.ReadAsync(default);
        Assert.InRange(first.Messages.Sum(message => (long)message.Message.StoreSize), TailReading.MostBytes, TailReading.MostBytes + 32 * 101_000);
        var second = await reading.ReadAsync(default);

        Assert.Equal(first.Messages.Max(message => message.Message.QueueOffset) + 1 + second.Skipped, second.Messages.Min(message => message.Message.QueueOffset));
    }

    [Fact]
    public async Task A_new_queue_is_read_from_its_beginning_and_a_topic_that_was_made_anew_too()
    {
        _cluster.Add(0, 5);
        var reading = Reading();
        await reading.ReadAsync(default);

        _cluster.AddQueue(1);
        _cluster.Add(1, 2);
        Assert.Equal([0L, 1], Offsets(await reading.ReadAsync(default)));

        _cluster.Empty(0);
        _cluster.Add(0, 1);
        Assert.Equal([0L], Offsets(await reading.ReadAsync(default)));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_named_and_its_messages_come_when_it_does()
    {
        var reading = Reading();
        await reading.ReadAsync(default);
        _cluster.Add(0, 2);
        _cluster.IsSilent = true;

        var silent = await reading.ReadAsync(default);
        Assert.Equal("broker-a", Assert.Single(silent.Failures).Server);

        _cluster.IsSilent = false;
        var late = await reading.ReadAsync(default);
        Assert.Equal([0L, 1], Offsets(late));
        Assert.Empty(late.Failures);
    }

    private static IEnumerable<long> Offsets(TailBatch batch) => batch.Messages.Select(message => message.Message.QueueOffset);
}
