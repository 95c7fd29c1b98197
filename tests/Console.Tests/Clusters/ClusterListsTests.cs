using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

/// <summary>What the collector makes of the lists: rates of topics, ages of unread messages, clients, and what it asks for that.</summary>
public sealed class ClusterListsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly WatchedCluster _cluster = new();
    private readonly ClusterConnection _connection;

    public ClusterListsTests() =>
        _connection = new ClusterConnection("c1", _cluster.Admin, _clock, NullLogger<ClusterConnection>.Instance);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task A_round_asks_each_broker_at_most_ten_times_however_many_topics_and_groups_there_are()
    {
        var brokers = new[] { _cluster.Add("a", "a:1"), _cluster.Add("b", "b:1") };
        for (var i = 0; i < 40; i++)
        {
            foreach (var broker in brokers)
            {
                broker.AddTopic($"topic{i}");
                broker.AddGroup($"group{i}");
            }
        }

        for (var round = 0; round < 40; round++)
        {
            var before = brokers.Select(broker => broker.Requests).ToList();
            await _connection.RefreshAsync();
            Assert.All(brokers.Zip(before), broker => Assert.InRange(broker.First.Requests - broker.Second, 4, 10));
        }

        // Everybody had a turn.
        Assert.Equal(40, brokers[0].GroupsAsked.Distinct().Count());
        Assert.Equal(40, brokers[0].TopicsAsked.Distinct().Count());
    }

    [Fact]
    public async Task The_rate_of_a_consumed_topic_comes_from_the_ends_that_brokers_tell_in_bulk()
    {
        var (a, b) = (Consumed("a", "a:1"), Consumed("b", "b:1"));
        var justNow = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        Progress(a, 100, 90, justNow);
        Progress(b, 50, 50, justNow);
        Assert.Equal(new TopicFlow(null, 7, 150), (await _connection.RefreshAsync()).Flows["orders"]);

        Progress(a, 150, 90, justNow);
        Progress(b, 60, 50, justNow);
        var flow = (await RefreshAfterAsync(5)).Flows["orders"];

        Assert.Equal(new TopicFlow(12, 7, 210), flow);
        Assert.Empty(a.TopicsAsked);
    }

    [Fact]
    public async Task The_rate_of_a_topic_is_unknown_while_one_of_its_brokers_does_not_tell()
    {
        var (a, b) = (Consumed("a", "a:1"), Consumed("b", "b:1"));
        Progress(a, 100, 90);
        Progress(b, 50, 50);
        await _connection.RefreshAsync();
        b.Down = true;
        Progress(a, 150, 90);

        Assert.Equal(new TopicFlow(null, null), (await RefreshAfterAsync(5)).Flows["orders"]);

        b.Down = false;
        Progress(b, 1_000_000, 50);
        Assert.Null((await RefreshAfterAsync(5)).Flows["orders"].InRate);
    }

    [Fact]
    public async Task A_topic_that_nobody_consumes_has_a_rate_from_its_own_turns()
    {
        var broker = _cluster.Add("a", "a:1");
        broker.AddTopic("quiet");
        broker.Queues["quiet"] = (0, 10);
        await _connection.RefreshAsync();
        broker.Queues["quiet"] = (0, 40);

        var flow = (await RefreshAfterAsync(10)).Flows["quiet"];

        Assert.Equal((3d, 40L), (flow.InRate, flow.Stored));
    }

    [Fact]
    public async Task A_topic_that_somebody_looks_at_is_asked_about_in_every_round()
    {
        var broker = _cluster.Add("a", "a:1");
        for (var i = 0; i < 40; i++)
            broker.AddTopic($"topic{i}");
        using var watch = _connection.WatchedTopics.Watch("topic39");
        await _connection.RefreshAsync();
        await _connection.RefreshAsync();
        await _connection.RefreshAsync();

        Assert.Equal(3, broker.TopicsAsked.Count(topic => topic == "topic39"));
        Assert.InRange(broker.TopicsAsked.Distinct().Count(), 10, 18);
    }

    [Fact]
    public async Task A_topic_is_ordered_when_a_name_server_says_so_whatever_brokers_remember()
    {
        _cluster.Add("a", "a:1").AddTopic("orders");
        Assert.False(Assert.Single((await _connection.RefreshAsync()).Topics).IsOrdered);

        _cluster.Orders["orders"] = "a:8";
        var ordered = Assert.Single((await _connection.RefreshAsync()).Topics);
        Assert.Equal((true, "a:8"), (ordered.IsOrdered, ordered.OrderQueues));

        // What was told stays known while nobody tells.
        _cluster.NameServerDown = true;
        Assert.True(Assert.Single((await _connection.RefreshAsync()).Topics).IsOrdered);
    }

    [Fact]
    public async Task Messages_that_were_deleted_before_a_group_read_them_are_lost_and_stay_so_when_it_goes_on()
    {
        var broker = Consumed("a", "a:1");
        broker.AddTopic("quiet");
        broker.Queues["orders"] = (40, 100);
        Progress(broker, 100, 10);
        await _connection.RefreshAsync();
        var seen = (await RefreshAfterAsync(5)).Groups.Single();

        Assert.Equal(("orders", 30L), (Assert.Single(seen.Losses).Topic, seen.Losses[0].Messages));

        Progress(broker, 100, 95);
        Assert.Equal(30, Assert.Single((await RefreshAfterAsync(5)).Groups.Single().Losses).Messages);
        Assert.Empty((await RefreshAfterAsync(25 * 3600)).Groups.Single().Losses);
        // Both kinds of questions have their turn.
        Assert.Equal(["orders", "quiet"], broker.TopicsAsked.Distinct().Order());
    }

    [Fact]
    public async Task What_is_unread_and_still_there_is_not_lost()
    {
        var broker = Consumed("a", "a:1");
        broker.Queues["orders"] = (10, 100);
        Progress(broker, 100, 10);

        Assert.Empty((await _connection.RefreshAsync()).Groups.Single().Losses);
        Assert.Empty((await RefreshAfterAsync(5)).Groups.Single().Losses);
        Assert.Equal(["orders"], broker.TopicsAsked.Distinct());
    }

    [Fact]
    public async Task The_rate_into_a_group_is_that_of_its_topics()
    {
        var broker = Consumed("a", "a:1");
        Progress(broker, 100, 100);
        await _connection.RefreshAsync();
        Progress(broker, 120, 100);

        Assert.Equal(4, Assert.Single((await RefreshAfterAsync(5)).Groups).InRate);
    }

    [Fact]
    public async Task The_oldest_unread_message_is_no_older_than_the_last_time_the_group_was_at_the_end()
    {
        var broker = Consumed("a", "a:1");
        var lastWeek = _clock.GetUtcNow().AddDays(-7).ToUnixTimeMilliseconds();
        Progress(broker, 10, 10, lastWeek);
        var atTheEnd = _clock.GetUtcNow();
        Assert.Null(Assert.Single((await _connection.RefreshAsync()).Groups).OldestUnread);

        Progress(broker, 11, 10, lastWeek);
        var readers = Assert.Single((await RefreshAfterAsync(60)).Groups);

        Assert.Equal(atTheEnd, readers.OldestUnread);
        Assert.Equal(new QueueBacklog("orders", "a", 0, 1, atTheEnd) { Offset = 10 }, Assert.Single(readers.Backlogs!.Value));
    }

    [Fact]
    public async Task The_oldest_unread_message_is_no_older_than_the_last_one_that_was_consumed()
    {
        var broker = Consumed("a", "a:1");
        Progress(broker, 10, 4, _clock.GetUtcNow().AddSeconds(-30).ToUnixTimeMilliseconds());

        Assert.Equal(_clock.GetUtcNow().AddSeconds(-30), Assert.Single((await _connection.RefreshAsync()).Groups).OldestUnread);
    }

    [Fact]
    public async Task Messages_that_moved_offsets_made_unread_again_are_not_said_to_be_younger_than_the_move()
    {
        var broker = Consumed("a", "a:1");
        Progress(broker, 10, 10, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        await _connection.RefreshAsync();
        var anHourAgo = _clock.GetUtcNow().AddHours(-1);

        Progress(broker, 10, 4, anHourAgo.ToUnixTimeMilliseconds());
        Assert.Equal(anHourAgo, Assert.Single((await RefreshAfterAsync(5)).Groups).OldestUnread);

        // Nothing before the first message tells when that was stored.
        Progress(broker, 10, 0);
        var readers = Assert.Single((await RefreshAfterAsync(5)).Groups);
        Assert.Equal((10, null), (readers.Lag, readers.OldestUnread));
    }

    [Fact]
    public async Task Nothing_is_known_of_the_oldest_unread_message_when_no_broker_tells()
    {
        Progress(Consumed("a", "a:1"), 10, 4);

        var readers = Assert.Single((await _connection.RefreshAsync()).Groups);

        Assert.Equal((6, null), (readers.Lag, readers.OldestUnread));
    }

    [Fact]
    public async Task Clients_that_are_connected_to_several_brokers_count_once()
    {
        foreach (var broker in new[] { _cluster.Add("a", "a:1"), _cluster.Add("b", "b:1") })
        {
            broker.AddGroup("readers");
            broker.Connect("readers", MessageModel.Clustering, "one", "two");
            broker.Producers = new Dictionary<string, List<ProducerInfo>> { ["p"] = [new ProducerInfo { ClientId = "writer" }] };
        }

        var snapshot = await _connection.RefreshAsync();

        Assert.Equal((2, 1), (Assert.Single(snapshot.Groups).Members, snapshot.Producers));
    }

    [Fact]
    public async Task A_broker_that_cannot_tell_its_producers_is_no_trouble_and_their_number_not_known()
    {
        _cluster.Add("a", "a:1").Producers = null;

        var snapshot = await _connection.RefreshAsync();

        Assert.Null(snapshot.Producers);
        Assert.Empty(snapshot.Failures);
    }

    private WatchedBroker Consumed(string name, string address)
    {
        var broker = _cluster.Add(name, address);
        broker.AddTopic("orders");
        broker.AddGroup("readers");
        return broker;
    }

    private static void Progress(WatchedBroker broker, long end, long consumed, long at = 0)
    {
        broker.Progress.Groups.Clear();
        broker.AddProgress("readers", "orders", 3.5, (end, consumed, at));
    }

    private Task<ClusterSnapshot> RefreshAfterAsync(int seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return _connection.RefreshAsync();
    }
}
