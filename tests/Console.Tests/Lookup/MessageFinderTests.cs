using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Lookup;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Lookup.ClueReaderTests;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Lookup;

public sealed class MessageFinderTests
{
    private static readonly string UniqueId = "C0000207" + "0A1B" + "18B4AAC2" + SinceMonth(Noon) + "0001";

    private readonly FakeTimeProvider _clock = new(Noon.AddHours(1));
    private readonly List<FindOutcome> _reports = [];

    [Fact]
    public async Task A_key_is_found_in_whichever_topic_has_it_with_its_copies_as_one_finding()
    {
        var cluster = Cluster(
            Message(topic: "orders", keys: "A17", uniqueId: UniqueId),
            Message(topic: "%RETRY%mail", keys: "A17", uniqueId: UniqueId, offset: 4),
            Message(topic: "%DLQ%mail", keys: "A17", uniqueId: UniqueId, offset: 9),
            Message(topic: "orders", keys: "A18", offset: 1));

        var outcome = await FindAsync(cluster, "A17");

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((UniqueId, "orders"), (finding.Id, finding.Shown.Message.Topic));
        Assert.Equal(("mail", "mail"), (Assert.Single(finding.Retries).Group, Assert.Single(finding.DeadLetters).Group));
        Assert.Equal((FindEnd.Complete, 4, true), (outcome.End, outcome.Searched, outcome.IsWhole));
    }

    [Fact]
    public async Task A_message_that_waits_for_its_delay_is_found_where_it_waits()
    {
        var cluster = Cluster(Message(topic: "SCHEDULE_TOPIC_XXXX", keys: "A17", properties: ("REAL_TOPIC", "orders")));

        var outcome = await FindAsync(cluster, "A17");

        Assert.Single(Assert.Single(outcome.Findings).Held);
    }

    [Fact]
    public async Task A_unique_id_narrows_the_time_and_widens_it_when_nothing_is_there()
    {
        var cluster = Cluster(Message(topic: "orders", uniqueId: UniqueId));

        var outcome = await FindAsync(cluster, UniqueId);

        Assert.Single(outcome.Findings);
        Assert.Equal(Noon.AddDays(-1), outcome.From);
        Assert.All(cluster.Messages.UniqueIdQueries, query => Assert.Equal(Noon.AddDays(-1), query.From));

        cluster.Messages.Stored.Clear();
        var again = await FindAsync(cluster, UniqueId);

        Assert.Empty(again.Findings);
        Assert.Null(again.From);
        Assert.Contains(cluster.Messages.UniqueIdQueries, query => query.From is null);
    }

    // Several topics are asked at the same time: only the order in which the search takes them is certain.
    [Fact]
    public void A_topic_that_the_text_names_is_the_first_to_be_searched() =>
        Assert.Equal("payments", FindPlan.Of("payments order=A17", Cluster().Snapshot, Noon).Topics[0]);

    [Fact]
    public async Task A_broker_that_does_not_answer_is_named_and_not_asked_again_and_nothing_is_claimed()
    {
        var cluster = Cluster();
        cluster.Messages.Failures.Add(new Admin.Targets.TargetFailure("192.0.2.1:10911", new RemotingConnectException("192.0.2.1:10911", "refused")));

        var outcome = await FindAsync(cluster, "A17");

        Assert.Equal("192.0.2.1:10911", Assert.Single(outcome.Failures).Key);
        Assert.Equal((0, false), (outcome.Searched, outcome.IsWhole));
        Assert.InRange(cluster.Messages.KeyQueries.Count, 1, 4);
    }

    [Fact]
    public async Task A_broker_that_did_not_say_which_topics_it_has_keeps_the_search_from_claiming_anything()
    {
        var cluster = Cluster();
        cluster.Snapshot = cluster.Snapshot with { Failures = [new TargetFailure("192.0.2.2:10911", "topics", "timed out")] };

        var outcome = await FindAsync(cluster, "A17");

        Assert.Equal(("192.0.2.2:10911", "timed out"), (Assert.Single(outcome.Failures).Key, outcome.Failures["192.0.2.2:10911"]));
        Assert.Equal((4, false), (outcome.Searched, outcome.IsWhole));
    }

    [Fact]
    public async Task What_was_found_is_reported_before_the_end_and_stays_when_the_search_is_stopped()
    {
        var cluster = Cluster(Message(topic: "orders", keys: "A17"));
        using var stop = new CancellationTokenSource();
        cluster.Messages.AfterQuery = query =>
        {
            if (query.Topic == "orders")
                stop.Cancel();
        };

        var outcome = await FindAsync(cluster, "orders order=A17", stop.Token);

        Assert.Equal(FindEnd.Stopped, outcome.End);
        Assert.Single(outcome.Findings);
        Assert.False(outcome.IsWhole);
        Assert.Contains(_reports, report => report is { End: null, Findings.Count: 1 });
    }

    private static FakeMessageCluster Cluster(params Admin.Messages.LocatedMessage[] stored)
    {
        var cluster = new FakeMessageCluster(stored);
        cluster.Snapshot = cluster.Snapshot with
        {
            ListedAt = Noon,
            Topics =
            [
                Topic("orders", TopicKind.Normal), Topic("payments", TopicKind.Normal), Topic("%RETRY%mail", TopicKind.Retry), Topic("%DLQ%mail", TopicKind.DeadLetter),
                .. stored.Any(message => message.Message.Topic == "SCHEDULE_TOPIC_XXXX") ? [Topic("SCHEDULE_TOPIC_XXXX", TopicKind.System)] : Array.Empty<TopicSnapshot>(),
            ],
        };
        return cluster;
    }

    private Task<FindOutcome> FindAsync(FakeMessageCluster cluster, string text, CancellationToken stopping = default) =>
        new MessageFinder(cluster, _clock, _reports.Add).RunAsync(FindPlan.Of(text, cluster.Snapshot, _clock.GetUtcNow()), stopping);
}
