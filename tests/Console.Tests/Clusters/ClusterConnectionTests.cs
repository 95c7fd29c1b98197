using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class ClusterConnectionTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Only ends a test whose condition never comes true.
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly WatchedCluster _cluster = new();
    private readonly ClusterConnection _connection;

    public ClusterConnectionTests() =>
        _connection = new ClusterConnection("c1", _cluster.Admin, _clock, NullLogger<ClusterConnection>.Instance);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task Rates_come_from_the_difference_of_two_looks()
    {
        var broker = _cluster.Add("a", "a:1");
        (broker.Put, broker.Got) = (100, 40);
        var first = await StartAsync();
        Assert.Equal(((double?)null, (double?)null), (first.Brokers[0].InRate, first.Brokers[0].OutRate));

        (broker.Put, broker.Got) = (160, 45);
        var second = await TickAsync();

        Assert.Equal((60, 5), (second.Brokers[0].InRate, second.Brokers[0].OutRate));
    }

    [Fact]
    public async Task A_counter_that_went_backwards_gives_no_rate()
    {
        var broker = _cluster.Add("a", "a:1");
        broker.Put = 1000;
        await StartAsync();

        broker.Put = 10;
        Assert.Null((await TickAsync()).Brokers[0].InRate);

        broker.Put = 30;
        Assert.Equal(20, (await TickAsync()).Brokers[0].InRate);
    }

    [Fact]
    public async Task A_restarted_broker_whose_counter_has_passed_the_old_value_gives_no_rate()
    {
        var broker = _cluster.Add("a", "a:1");
        broker.Put = 10;
        await StartAsync();

        (broker.Put, broker.BootedAt) = (5000, broker.BootedAt + 60_000);

        Assert.Null((await TickAsync()).Brokers[0].InRate);
    }

    [Fact]
    public async Task A_counter_that_the_broker_does_not_tell_is_unknown_and_not_zero()
    {
        _cluster.Add("a", "a:1");
        await StartAsync();

        var broker = (await TickAsync()).Brokers[0];

        Assert.NotNull(broker.Runtime);
        Assert.Null(broker.Runtime.PutTotal);
        Assert.Null(broker.InRate);
    }

    [Fact]
    public async Task A_dead_broker_is_listed_with_its_reason_and_the_others_go_on()
    {
        var alive = _cluster.Add("a", "a:1");
        var dead = _cluster.Add("b", "b:1");
        (alive.Put, dead.Put) = (1, 1);
        await StartAsync();

        dead.Down = true;
        alive.Put = 8;
        var snapshot = await TickAsync();

        Assert.Equal(7, snapshot.Brokers[0].InRate);
        Assert.Null(snapshot.Brokers[1].Runtime);
        Assert.Null(snapshot.Brokers[1].InRate);
        Assert.Equal("cannot connect to b:1: connection refused", snapshot.Brokers[1].Failure);
        Assert.Contains(snapshot.Failures, failure => failure is { Address: "b:1", What: "GET_BROKER_RUNTIME_INFO" });
    }

    [Fact]
    public async Task Messages_of_a_time_without_answers_do_not_count_for_the_second_after_it()
    {
        var broker = _cluster.Add("a", "a:1");
        broker.Put = 0;
        await StartAsync();
        broker.Down = true;
        await TickAsync();

        (broker.Down, broker.Put) = (false, 90_000);

        Assert.Null((await TickAsync()).Brokers[0].InRate);
    }

    [Fact]
    public async Task A_broker_that_hangs_is_given_up_while_the_others_are_shown_on_time()
    {
        var alive = _cluster.Add("a", "a:1");
        alive.Put = 1;
        var silent = _cluster.Add("b", "b:1");
        silent.Hangs = true;
        _connection.Start();
        // A clock that moved before the first round began would leave it waiting.
        await Eventually.HoldsAsync("question to the silent one", () => Task.FromResult(silent.Requests > 0));

        // Two seconds are more than a tick and less than the three that the silent one is given.
        var published = PublishedAsync(snapshot => snapshot.Brokers is [{ Runtime: not null }, ..]);
        _clock.Advance(Second);
        _clock.Advance(Second);
        Assert.Null((await published).Brokers[1].Failure);

        var given = await DriveUntilAsync(snapshot => snapshot.Brokers[1].Failure is not null);
        Assert.Equal("b:1 did not answer GET_BROKER_RUNTIME_INFO within 3 s", given.Brokers[1].Failure);
        Assert.NotNull(given.Brokers[0].Runtime);
    }

    [Fact]
    public async Task Without_a_name_server_the_snapshot_says_since_when_and_why_and_keeps_the_brokers()
    {
        _cluster.Add("a", "a:1").Put = 1;
        await StartAsync();
        _cluster.NameServerDown = true;
        for (var i = 0; i < 5; i++)
            await TickAsync();

        Assert.Equal(_clock.GetUtcNow(), _connection.Snapshot.FailedSince);
        Assert.Equal("cannot connect to ns:9876: connection refused", _connection.Snapshot.Failure);
        Assert.NotNull(Assert.Single(_connection.Snapshot.Brokers).Runtime);

        _cluster.NameServerDown = false;
        Assert.Null((await TickAsync()).FailedSince);
    }

    [Fact]
    public async Task Brokers_of_other_clusters_are_left_out()
    {
        _cluster.Add("a", "a:1");
        _cluster.Add("x", "x:1", cluster: "other");

        var snapshot = await StartAsync();

        Assert.Equal("a:1", Assert.Single(snapshot.Brokers).Address);
    }

    [Fact]
    public async Task Topics_and_groups_of_all_masters_are_put_together()
    {
        var a = _cluster.Add("a", "a:1");
        var b = _cluster.Add("b", "b:1");
        a.AddTopic("orders");
        b.AddTopic("orders");
        a.AddTopic("%RETRY%readers");
        a.AddTopic("%DLQ%readers");
        b.AddTopic("c1");
        b.AddTopic("SELF_TEST_TOPIC");
        a.AddGroup("readers");
        b.AddGroup("readers");
        a.AddGroup("TOOLS_CONSUMER");
        a.AddProgress("readers", "orders", 2, (10, 4, 1000), (5, 5, 3000));
        b.AddProgress("readers", "orders", 1.5, (7, 9, 0));

        var snapshot = await _connection.RefreshAsync();

        Assert.Equal(
            [("%DLQ%readers", TopicKind.DeadLetter), ("%RETRY%readers", TopicKind.Retry), ("SELF_TEST_TOPIC", TopicKind.System), ("c1", TopicKind.System), ("orders", TopicKind.Normal)],
            snapshot.Topics.Select(topic => (topic.Name, topic.Kind)));
        Assert.Equal(["a", "b"], snapshot.Topics[^1].Configs.Keys);
        var readers = snapshot.Groups.Single(group => group.Name == "readers");
        Assert.Equal((6, 3.5, false), (readers.Lag, readers.ConsumeRate, readers.IsSystem));
        Assert.Equal("orders", Assert.Single(readers.Topics!.Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(3000), readers.LastConsumed);
        Assert.True(snapshot.Groups.Single(group => group.Name == "TOOLS_CONSUMER").IsSystem);
        Assert.NotNull(snapshot.ListedAt);
    }

    [Fact]
    public async Task The_lag_is_unknown_while_a_broker_that_has_the_group_does_not_answer()
    {
        var a = _cluster.Add("a", "a:1");
        var b = _cluster.Add("b", "b:1");
        a.AddGroup("readers");
        b.AddGroup("readers");
        a.AddProgress("readers", "orders", 2, (10, 4, 0));
        await _connection.RefreshAsync();

        b.Down = true;
        var snapshot = await _connection.RefreshAsync();

        var readers = Assert.Single(snapshot.Groups);
        Assert.Equal(["a", "b"], readers.Configs.Keys);
        Assert.Null(readers.Lag);
        Assert.Contains(snapshot.Failures, failure => failure is { Address: "b:1", What: "GET_BROKER_CONSUME_STATS" });
    }

    [Fact]
    public async Task A_group_that_never_committed_has_no_known_lag()
    {
        _cluster.Add("a", "a:1").AddGroup("new");

        Assert.Null(Assert.Single((await _connection.RefreshAsync()).Groups).Lag);
    }

    [Fact]
    public async Task A_refresh_shows_what_was_changed_before_it()
    {
        var broker = _cluster.Add("a", "a:1");
        await StartAsync();

        broker.AddTopic("new");

        Assert.Equal("new", Assert.Single((await _connection.RefreshAsync()).Topics).Name);
    }

    [Fact]
    public async Task A_page_that_throws_does_not_stop_the_collector()
    {
        _cluster.Add("a", "a:1").Put = 1;
        _connection.Changed += () => throw new InvalidOperationException("a page's bug");
        await StartAsync();

        Assert.NotNull((await TickAsync()).Brokers[0].InRate);
    }

    [Fact]
    public async Task Every_tick_adds_to_the_history_and_a_silent_broker_is_a_gap()
    {
        var broker = _cluster.Add("a", "a:1");
        broker.Put = 0;
        await StartAsync();
        broker.Put = 5;
        await TickAsync();
        broker.Down = true;
        await TickAsync();

        Assert.Equal([null, 5d, null], _connection.Rates.Ticks.Select(tick => tick.Brokers.Single().In));
    }

    [Fact]
    public async Task A_broker_that_owes_its_answer_is_a_gap_and_not_its_last_rate_again()
    {
        var broker = _cluster.Add("a", "a:1");
        broker.Put = 0;
        await StartAsync();
        broker.Put = 5;
        await TickAsync();
        broker.Hangs = true;

        await DriveUntilAsync(_ => _connection.Rates.Ticks.Count > 2);

        Assert.Equal([null, 5d, null], _connection.Rates.Ticks.Take(3).Select(tick => tick.Brokers.Single().In));
    }

    private async Task<ClusterSnapshot> StartAsync()
    {
        var shown = TickedAsync();
        _connection.Start();
        return await shown;
    }

    private async Task<ClusterSnapshot> TickAsync()
    {
        var shown = TickedAsync();
        _clock.Advance(Second);
        return await shown;
    }

    // A tick adds to the history, then publishes; lists may publish in between.
    private async Task<ClusterSnapshot> TickedAsync()
    {
        var added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var published = new TaskCompletionSource<ClusterSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection.Rates.Added += OnAdded;
        _connection.Changed += OnChanged;
        try
        {
            return await published.Task.WaitAsync(GiveUp);
        }
        finally
        {
            _connection.Rates.Added -= OnAdded;
            _connection.Changed -= OnChanged;
        }

        void OnAdded(RateTick tick) => added.TrySetResult();
        void OnChanged()
        {
            if (added.Task.IsCompleted)
                published.TrySetResult(_connection.Snapshot);
        }
    }

    // Moves the clock until the condition holds, for loops that wait for more than the tick.
    /// <summary>The first snapshot that is published from now on, or stands already, and meets the condition.</summary>
    private async Task<ClusterSnapshot> PublishedAsync(Func<ClusterSnapshot, bool> condition)
    {
        var published = new TaskCompletionSource<ClusterSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection.Changed += OnChanged;
        try
        {
            OnChanged();
            return await published.Task.WaitAsync(GiveUp);
        }
        finally
        {
            _connection.Changed -= OnChanged;
        }

        void OnChanged()
        {
            if (_connection.Snapshot is var snapshot && condition(snapshot))
                published.TrySetResult(snapshot);
        }
    }

    private async Task<ClusterSnapshot> DriveUntilAsync(Func<ClusterSnapshot, bool> condition)
    {
        using var limit = new CancellationTokenSource(GiveUp);
        while (!condition(_connection.Snapshot))
        {
            limit.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return _connection.Snapshot;
    }
}
