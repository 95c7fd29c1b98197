using System.Net;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class SearchTests
{
    private const string UniqueId = "C00002070A1B18B4AAC2000000000001";

    private static readonly MessageQuery Browse = new() { Topic = "orders" };

    private readonly FakeTimeProvider _clock = new(Noon.AddHours(1));

    [Fact]
    public async Task A_topic_is_shown_newest_first_until_the_page_is_full()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 120).Select(i => Message(offset: i))]);

        var outcome = await RunAsync(cluster, Browse);

        Assert.Equal((SearchEnd.PageFull, 50, 119L), (outcome.End, outcome.Rows.Count, outcome.Rows[0].Offset));
        Assert.Equal((50, Noon.AddSeconds(70)), (outcome.Progress!.Scanned, outcome.Progress.Reached));
    }

    [Fact]
    public async Task Older_messages_continue_exactly_where_the_page_ended()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 120).Select(i => Message(offset: i))]);

        var first = await RunAsync(cluster, Browse);
        var second = await RunAsync(cluster, MessageQuery.Parse(name => first.Older!.ToParameters().GetValueOrDefault(name)));
        var third = await RunAsync(cluster, second.Older!);

        Assert.Equal((69L, 20L), (second.Rows[0].Offset, second.Rows[^1].Offset));
        Assert.Equal((20, SearchEnd.Complete, null), (third.Rows.Count, third.End, third.Older));
    }

    [Fact]
    public async Task A_relative_range_is_fixed_for_the_older_pages()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 120).Select(i => Message(offset: i, storedAt: Noon.AddMinutes(59)))]);

        var outcome = await RunAsync(cluster, Browse with { Range = new TimeRange(TimeSpan.FromMinutes(5), null, null) });

        Assert.Equal(new TimeRange(null, Noon.AddMinutes(55), Noon.AddHours(1)), outcome.Older!.Range);
    }

    [Fact]
    public async Task Tag_and_text_choose_messages_and_everything_looked_at_is_counted()
    {
        var cluster = new FakeMessageCluster(
            Message("""{"order":"alpha"}""", offset: 0, tag: "paid"), Message("beta", offset: 1, tag: "paid"), Message("alpha", offset: 2, tag: "new"),
            Message("x", offset: 3, tag: "paid", properties: ("region", "alpha")));

        var outcome = await RunAsync(cluster, Browse with { Tag = "paid", Contains = "alpha" });

        Assert.Equal([3, 0], outcome.Rows.Select(row => row.Offset));
        Assert.Equal(4, outcome.Progress!.Scanned);
        Assert.True(outcome.Progress.Bytes > 0);
    }

    [Fact]
    public async Task One_search_looks_at_a_bounded_number_of_messages()
    {
        var message = Message("no", offset: 0);
        var cluster = new FakeMessageCluster();
        cluster.Messages.Stored.AddRange(Enumerable.Repeat(message, TopicScan.MaxScanned + 5000));

        var outcome = await RunAsync(cluster, Browse with { Contains = "needle" });

        Assert.Equal((SearchEnd.BudgetSpent, TopicScan.MaxScanned), (outcome.End, outcome.Progress!.Scanned));
        Assert.NotNull(outcome.Older);
    }

    [Fact]
    public async Task Stopping_keeps_what_was_found_and_where_to_go_on()
    {
        var held = new TaskCompletionSource();
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 3000).Select(i => Message(i == 2500 ? "needle" : "hay", offset: i))]);
        cluster.Messages.BeforePage = page => page == 0 ? Task.CompletedTask : held.Task;
        using var state = new SearchState(cluster, _clock, Sights.Everything);

        var run = state.RunAsync(Browse with { Contains = "needle" });
        Assert.True(state.IsRunning);
        state.Stop();
        await run;

        Assert.Equal((SearchEnd.Stopped, 1), (state.Outcome!.End, state.Outcome.Rows.Count));
        Assert.Equal("broker-a:0=2000", state.Outcome.Older!.Older);
        Assert.False(state.IsRunning);
    }

    [Fact]
    public async Task A_new_search_ends_the_one_before()
    {
        var held = new TaskCompletionSource();
        var cluster = new FakeMessageCluster(Message(keys: "k"));
        cluster.Messages.BeforePage = _ => held.Task;
        using var state = new SearchState(cluster, _clock, Sights.Everything);

        var first = state.RunAsync(Browse);
        await state.RunAsync(Browse with { Mode = SearchMode.Key, Key = "k" });
        await first;

        Assert.Equal((SearchMode.Key, SearchEnd.Complete, 1), (state.Query!.Mode, state.Outcome!.End, state.Outcome.Rows.Count));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_named_beside_what_the_others_gave()
    {
        var cluster = new FakeMessageCluster(Message(keys: "k"));
        cluster.Messages.Failures.Add(new TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));

        Assert.Equal("192.0.2.2:10911", Assert.Single((await RunAsync(cluster, Browse)).Failures).Address);
        Assert.Equal("192.0.2.2:10911", Assert.Single((await RunAsync(cluster, Browse with { Mode = SearchMode.Key, Key = "k" })).Failures).Address);
    }

    [Fact]
    public async Task A_refusal_is_a_failure_that_says_whether_it_was_for_lack_of_permission()
    {
        var cluster = new FakeMessageCluster();
        cluster.Messages.Failure = new AdminException(ResponseCode.NoPermission, "192.0.2.1:10911", "PULL_MESSAGE", "no permission");

        var outcome = await RunAsync(cluster, Browse);

        Assert.Equal(SearchEnd.Failed, outcome.End);
        Assert.True(outcome.Failure!.IsForbidden);
        Assert.Contains("192.0.2.1:10911", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_with_more_messages_than_a_broker_gives_for_one_question_is_asked_about_again()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(0, 100).Select(i => Message(offset: i, keys: "k other"))]);

        var outcome = await RunAsync(cluster, Browse with { Mode = SearchMode.Key, Key = "k" });

        Assert.Equal((SearchEnd.Complete, 100, null), (outcome.End, outcome.Rows.Count, outcome.Older));
    }

    [Fact]
    public async Task An_offset_is_shown_with_its_neighbours_and_the_bounds_of_the_queue()
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(10, 90).Select(i => Message(offset: i, queue: 3)), Message(offset: 50, queue: 1)]);

        var outcome = await RunAsync(cluster, At(3, 50));

        Assert.Equal(Enumerable.Range(45, 11).Select(i => (long)i), outcome.Rows.Select(row => row.Offset));
        Assert.Equal(50, Assert.Single(outcome.Rows, row => row.IsWanted).Offset);
        Assert.Equal((10, 100, "broker-a"), (outcome.Window!.First, outcome.Window.End, outcome.Window.Queue.BrokerName));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(7, 3)]
    [InlineData(104, 1)]
    [InlineData(9_000, 0)]
    public async Task An_offset_outside_the_queue_finds_only_the_neighbours_that_exist(long offset, int neighbours)
    {
        var cluster = new FakeMessageCluster([.. Enumerable.Range(10, 90).Select(i => Message(offset: i))]);

        var outcome = await RunAsync(cluster, At(0, offset));

        Assert.Equal(neighbours, outcome.Rows.Count);
        Assert.DoesNotContain(outcome.Rows, row => row.IsWanted);
        Assert.Equal((10, 100), (outcome.Window!.First, outcome.Window.End));
    }

    [Fact]
    public async Task The_queue_must_exist_and_the_broker_be_told_when_there_are_several()
    {
        var cluster = new FakeMessageCluster();
        Assert.Equal(new QueryProblem(QueryProblemKind.NoSuchQueue, "broker-a:4", "0–3"), (await RunAsync(cluster, At(4, 0))).Problem);
        Assert.Equal(new QueryProblem(QueryProblemKind.NoSuchBroker, "broker-z", "broker-a"), (await RunAsync(cluster, At(0, 0) with { Broker = "broker-z" })).Problem);
        cluster.Topics.Queues["broker-b"] = 4;
        Assert.Equal(new QueryProblem(QueryProblemKind.WhichBroker, "orders", "broker-a, broker-b"), (await RunAsync(cluster, At(0, 0))).Problem);
        cluster.Topics.Queues.Clear();
        Assert.Equal(QueryProblemKind.NoSuchTopic, (await RunAsync(cluster, At(0, 0))).Problem!.Kind);
    }

    [Fact]
    public async Task An_id_with_the_address_of_a_broker_is_an_offset_id_and_needs_no_topic()
    {
        var message = Message(offset: 7, uniqueId: UniqueId);

        var found = await FindAsync(new FakeMessageCluster(message), message.Message.OffsetMessageId, null);

        Assert.Same(message, Assert.Single(found.Messages));
        Assert.Equal(new LookupStep(LookupResult.OffsetFound, "192.0.2.1:10911"), Assert.Single(found.Tried));
    }

    [Fact]
    public async Task Other_ids_are_unique_ids_and_the_address_in_them_is_not_asked()
    {
        var message = Message(offset: 7, uniqueId: UniqueId);
        var cluster = new FakeMessageCluster(message);

        var found = await FindAsync(cluster, UniqueId, "orders");

        Assert.Same(message, Assert.Single(found.Messages));
        Assert.Empty(cluster.Messages.OffsetIds);
        Assert.Equal(LookupResult.UniqueFound, found.Tried[^1].Result);
    }

    [Fact]
    public async Task An_id_with_the_address_of_no_broker_is_not_asked_for_there()
    {
        var elsewhere = MessageIds.FormatOffsetId(HostAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.99"), 10911)), 4711);
        var cluster = new FakeMessageCluster();

        var found = await FindAsync(cluster, elsewhere, null);

        Assert.Equal(new LookupStep(LookupResult.OffsetElsewhere, "192.0.2.99:10911"), found.Tried[0]);
        Assert.Empty(cluster.Messages.OffsetIds);
    }

    [Fact]
    public async Task A_unique_id_without_a_topic_asks_for_it()
    {
        var found = await FindAsync(new FakeMessageCluster(), UniqueId, null);

        Assert.True(found.NeedsTopic);
        Assert.Null(found.Failure);
    }

    [Fact]
    public async Task A_missing_message_tells_every_place_that_was_looked_at()
    {
        var gone = Message(offset: 7).Message.OffsetMessageId;

        var found = await FindAsync(new FakeMessageCluster(), gone, "orders");

        Assert.Equal([LookupResult.OffsetMissing, LookupResult.UniqueMissing], found.Tried.Select(step => step.Result));
        Assert.Null(found.Failure);
        Assert.False((await FindAsync(new FakeMessageCluster(), gone, null)).NeedsTopic);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_makes_the_outcome_unknown_and_not_missing()
    {
        var cluster = new FakeMessageCluster();
        cluster.Messages.Failures.Add(new TargetFailure("192.0.2.2:10911", new RemotingConnectException("192.0.2.2:10911", "refused")));

        var found = await FindAsync(cluster, UniqueId, "orders");

        Assert.NotNull(found.Failure);
        Assert.Equal(LookupResult.UniqueFailed, found.Tried[^1].Result);
        Assert.DoesNotContain(found.Tried, step => step.Result is LookupResult.UniqueMissing);
    }

    private static Task<LookupOutcome> FindAsync(FakeMessageCluster cluster, string id, string? topic) =>
        new MessageLookup(cluster).FindAsync(id, topic, CancellationToken.None);

    private static MessageQuery At(int queue, long offset) => new() { Mode = SearchMode.Offset, Topic = "orders", Queue = queue, Offset = offset };

    private Task<SearchOutcome> RunAsync(FakeMessageCluster cluster, MessageQuery query) =>
        new MessageSearch(cluster, _clock, Sights.Everything).RunAsync(query, _ => { }, CancellationToken.None);
}
