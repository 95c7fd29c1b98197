using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class KeyHistoryTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_message_with_the_key_is_found_once_however_many_there_are(int seed)
    {
        var random = new Random(seed);
        var cluster = new FakeMessageCluster();
        foreach (var broker in new[] { "broker-a", "broker-b" })
        {
            // Some dozen in a second, so that the edges of the questions fall into seconds, and milliseconds, with several.
            var time = 0;
            for (var offset = random.Next(700); offset > 0; offset--)
                cluster.Messages.Stored.Add(Message(broker: broker, offset: cluster.Messages.Stored.Count, keys: "k", storedAt: Noon.AddMilliseconds(time += random.Next(4) == 0 ? 0 : random.Next(100))));
        }

        var from = random.Next(2) == 0 ? Noon.AddSeconds(3) : (DateTimeOffset?)null;
        var query = new KeyQuery("orders", "k") { From = from };
        var found = new List<LocatedMessage>();
        for (DateTimeOffset? goOn = Noon.AddDays(1); goOn is not null;)
        {
            var history = new KeyHistory(cluster);
            await history.ReadAsync(query with { To = goOn }, CancellationToken.None);
            found.AddRange(history.Messages);
            goOn = history.GoOn;
            Assert.False(history.IsCutInOneSecond);
        }

        Assert.Equal(
            cluster.Messages.Stored.Where(message => from is null || message.StoredAt >= from).Select(message => message.Message.OffsetMessageId).Order(),
            found.Select(message => message.Message.OffsetMessageId).Order());
        Assert.Equal(found.Select(message => message.StoredAt).OrderDescending(), found.Select(message => message.StoredAt));
    }

    [Fact]
    public async Task More_of_one_second_than_a_broker_gives_is_said_and_the_rest_is_found()
    {
        var cluster = new FakeMessageCluster(
            [.. Enumerable.Range(0, 10).Select(i => Message(offset: i, keys: "k")), .. Enumerable.Range(10, 100).Select(i => Message(offset: i, keys: "k", storedAt: Noon.AddSeconds(20)))]);
        var history = new KeyHistory(cluster);

        await history.ReadAsync(new KeyQuery("orders", "k"), CancellationToken.None);

        Assert.True(history.IsCutInOneSecond);
        Assert.Null(history.GoOn);
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(46, 64)], history.Messages.Select(message => (int)message.Message.QueueOffset).Order());
    }

    [Fact]
    public async Task A_page_ends_and_the_next_goes_on_there()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 700).Select(i => Message(offset: i, keys: "k"))]);
        var history = new KeyHistory(cluster);

        await history.ReadAsync(new KeyQuery("orders", "k"), CancellationToken.None);

        Assert.InRange(history.Messages.Count, KeyHistory.PageSize, KeyHistory.PageSize + KeyHistory.PerQuestion);
        Assert.Equal(699, history.Messages[0].Message.QueueOffset);
        Assert.Equal(Noon.AddSeconds(history.Messages[^1].Message.QueueOffset - 1), history.GoOn);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];
}
