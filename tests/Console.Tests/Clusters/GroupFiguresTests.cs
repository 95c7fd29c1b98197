using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

/// <summary>What the collector finds out about groups beside the lists.</summary>
public sealed class GroupFiguresTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly WatchedCluster _cluster = new();
    private readonly ClusterConnection _connection;

    public GroupFiguresTests() => _connection = new ClusterConnection("c1", _cluster.Admin, _clock, NullLogger<ClusterConnection>.Instance);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task A_refresh_costs_each_broker_at_most_ten_requests_however_many_groups_and_viewers_there_are()
    {
        var brokers = new[] { _cluster.Add("a", "a:1"), _cluster.Add("b", "b:1") };
        for (var i = 0; i < 300; i++)
        {
            foreach (var broker in brokers)
            {
                broker.AddGroup($"g{i}");
                broker.AddTopic($"%DLQ%g{i}");
            }

            _connection.Watched.Watch($"g{i}");
        }

        // The topology with the brokers' addresses comes first.
        await _connection.RefreshAsync();
        foreach (var broker in brokers)
        {
            var before = broker.Requests;
            await _connection.RefreshAsync();
            // The loop asks for the runtime figures, too.
            Assert.InRange(broker.Requests - before + 1, 5, 10);
        }
    }

    [Fact]
    public async Task Members_count_once_although_they_are_connected_to_both_brokers_and_the_mode_is_theirs()
    {
        var (a, b) = (_cluster.Add("a", "a:1"), _cluster.Add("b", "b:1"));
        Add("shared", "told", "idle");
        a.Connect("shared", MessageModel.Clustering, "c1", "c2");
        b.Connect("shared", MessageModel.Clustering, "c2", "c3");
        b.Connect("told", MessageModel.Broadcasting, "c4");

        await RefreshAsync();

        Assert.Equal((3, MessageModel.Clustering), (Presence("shared").Members, Presence("shared").Mode));
        Assert.Equal((1, MessageModel.Broadcasting), (Presence("told").Members, Presence("told").Mode));
        Assert.Equal((0, null), (Presence("idle").Members, Presence("idle").Mode));
    }

    [Fact]
    public async Task Members_that_disagree_have_no_mode()
    {
        var (a, b) = (_cluster.Add("a", "a:1"), _cluster.Add("b", "b:1"));
        Add("odd");
        a.Connect("odd", MessageModel.Clustering, "c1");
        b.Connect("odd", MessageModel.Broadcasting, "c2");

        await RefreshAsync();

        Assert.Equal((null, true), (Presence("odd").Mode, Presence("odd").Disagree));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_makes_members_unknown_and_is_named()
    {
        _cluster.Add("a", "a:1").Connect("readers", MessageModel.Clustering, "c1");
        var silent = _cluster.Add("b", "b:1");
        Add("readers");
        await RefreshAsync();
        silent.Down = true;

        await RefreshAsync();

        Assert.Null(Presence("readers").Members);
        Assert.Equal("cannot connect to b:1: connection refused", Presence("readers").Failure);
    }

    [Fact]
    public async Task Groups_that_somebody_looks_at_come_first_and_the_others_in_turn()
    {
        _cluster.Add("a", "a:1");
        Add([.. Enumerable.Range(0, 20).Select(i => $"g{i:00}")]);
        using var watch = _connection.Watched.Watch("g19");

        await _connection.RefreshAsync();
        Assert.NotNull(Find("g19").Presence);
        Assert.Equal(3, _connection.Snapshot.Groups.Count(group => group.Presence is not null));

        for (var round = 0; round < 10; round++)
            await RefreshAsync();
        Assert.All(_connection.Snapshot.Groups, group => Assert.NotNull(group.Presence));
    }

    [Fact]
    public async Task Retries_and_dead_letters_are_zero_only_where_that_is_known()
    {
        var a = _cluster.Add("a", "a:1");
        Add("clean", "failing", "silent");
        foreach (var group in new[] { "failing", "silent" })
        {
            a.AddTopic("%RETRY%" + group);
            a.AddTopic("%DLQ%" + group);
        }

        a.AddProgress("failing", "%RETRY%failing", 0, (9, 4, 0));
        a.Queues["%DLQ%failing"] = (3, 10);
        a.Queues["%DLQ%silent"] = (0, 0);

        // One dead letter topic in each round.
        await RefreshAsync();
        await RefreshAsync();

        Assert.Equal((0, 0), (Find("clean").Retries, Find("clean").DeadLetters));
        Assert.Equal((5, 7), (Find("failing").Retries, Find("failing").DeadLetters));
        // It has a retry topic and no offset there: how many wait is not known.
        Assert.Equal((null, 0), (Find("silent").Retries, Find("silent").DeadLetters));

        a.Down = true;
        await RefreshAsync();
        await RefreshAsync();
        Assert.Equal((null, null), (Find("failing").Retries, Find("failing").DeadLetters));
    }

    [Fact]
    public void A_group_is_watched_until_the_last_viewer_has_gone()
    {
        var watchers = new RowWatchers();
        var (one, other) = (watchers.Watch("g"), watchers.Watch("g"));

        one.Dispose();
        one.Dispose();
        Assert.True(watchers.IsWatched("g"));

        other.Dispose();
        Assert.False(watchers.IsWatched("g"));
    }

    private void Add(params string[] groups)
    {
        foreach (var broker in _cluster.Brokers)
        {
            foreach (var group in groups)
                broker.AddGroup(group);
        }
    }

    // Whoever was asked in this round is younger than the rest.
    private async Task RefreshAsync()
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _connection.RefreshAsync();
    }

    private GroupSnapshot Find(string group) => _connection.Snapshot.Groups.Single(known => known.Name == group);

    private GroupPresence Presence(string group) => Find(group).Presence!;
}
