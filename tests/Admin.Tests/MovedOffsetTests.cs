using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Monitoring;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Tests;

/// <summary>What brokers note about consumers whose offset is gone, read round after round from a real broker.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MovedOffsetTests(TestCluster cluster)
{
    private static readonly MessageQueue Queue = new("moved", "broker-t", 0);

    [Fact]
    public async Task Each_event_is_told_once()
    {
        (await cluster.Admin.Topics.SaveAsync(new TopicConfig { TopicName = "moved", ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        await RequestAsync("group-1", 901);

        var first = await CheckAsync(null);
        var second = await CheckAsync(first);
        await RequestAsync("group-2", 902);
        var third = await CheckAsync(second);
        var anew = await CheckAsync(null);

        Assert.Equal([("group-1", 901L, 0L)], Seen(first));
        Assert.Empty(Seen(second));
        Assert.Equal([("group-2", 902L, 0L)], Seen(third));
        Assert.Equal([("group-1", 901L, 0L), ("group-2", 902L, 0L)], Seen(anew));
    }

    [Fact]
    public async Task A_first_round_does_not_tell_what_is_older_than_it_looks_back()
    {
        await cluster.Admin.Messages.PullAsync(new PullRequest(new MessageQueue("SELF_TEST_TOPIC", "broker-t", 0), 903) { Group = "group-3" });

        // Less than nothing, since the event and the round may fall into the same millisecond.
        var round = await cluster.Admin.Monitoring.CheckAsync(null, TimeSpan.FromMinutes(-1));

        Assert.DoesNotContain(round.Moved, moved => moved.Group == "group-3");
    }

    private static IEnumerable<(string Group, long Requested, long Now)> Seen(MonitorRound round) =>
        round.Moved.Where(moved => moved.Queue == Queue).Select(moved => (moved.Group, moved.Requested, moved.Now));

    private Task<MonitorRound> CheckAsync(MonitorRound? previous) => cluster.Admin.Monitoring.CheckAsync(previous, TimeSpan.FromHours(1));

    private Task<PullResult> RequestAsync(string group, long offset) => cluster.Admin.Messages.PullAsync(new PullRequest(Queue, offset) { Group = group });
}
