using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Brokers;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Inventory;
using RocketMQ.ManagementConsole.Radar;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Testing;

namespace RocketMQ.ManagementConsole.Tests.Inventory;

public sealed class InventoryTests : IDisposable
{
    private static readonly Definition Orders = new(DefinitionKind.Topic, "orders");

    private readonly string _folder = Directory.CreateTempSubdirectory("console-inventory-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeBrokerOperations _brokers = new() { Settings = _ => new Dictionary<string, string> { ["fileReservedTime"] = "48" } };
    private readonly ClusterDirectory _directory = new();
    private readonly ClusterConnections _connections = new();
    private readonly FakeCluster _cluster;
    private ConsoleDatabase _database;
    private InventoryStore _store;
    private InventoryRecorder _recorder;

    public InventoryTests()
    {
        _cluster = new FakeCluster(new FakeAdminClient { BrokerFake = _brokers }, Seen());
        _connections.Put(_cluster);
        _directory.Put(new RocketMQ.ManagementConsole.Clusters.ClusterInfo("dev"));
        (_database, _store, _recorder) = Start();
    }

    public void Dispose()
    {
        _recorder.Dispose();
        using (var connection = _database.Open())
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_changed_between_two_moments_is_told_setting_by_setting()
    {
        var first = Look(Seen(Topic("orders", 4), Topic("old", 4)));
        var second = Look(Seen(Topic("orders", 8), Topic("fresh", 4)));

        var differences = _store.Between("dev", first, second);

        Assert.Equal(["fresh new", "old gone", "orders changed"], Words(differences));
        Assert.Equal([new FieldChange("readQueueNums", "4", "8")], differences[^1].Fields);
        Assert.Equal(second, differences[^1].LastChange);
        Assert.Equal(("4", "8"), (_store.At("dev", Orders, first)!["readQueueNums"], _store.At("dev", Orders, second)!["readQueueNums"]));
    }

    [Fact]
    public void Settings_that_differ_between_brokers_are_told_for_each()
    {
        Look(Seen(Topic("orders", 4)));
        var both = Topic("orders", 4);
        var now = Look(Seen(both with { Configs = both.Configs.Add("broker-b", new TopicConfig { TopicName = "orders", ReadQueueNums = 6, WriteQueueNums = 4 }) }));

        var state = _store.At("dev", Orders, now)!;

        Assert.Equal(("4", "6", "4"), (state["readQueueNums (broker-a)"], state["readQueueNums (broker-b)"], state["writeQueueNums"]));
    }

    [Fact]
    public void Nothing_is_written_while_nothing_changes_and_what_changed_back_is_no_difference()
    {
        var first = Look(Seen(Topic("orders", 4)));
        var rows = Rows();
        Look(Seen(Topic("orders", 4)));
        Assert.Equal(rows, Rows());

        Look(Seen(Topic("orders", 8)));
        var last = Look(Seen(Topic("orders", 4)));

        Assert.Equal(rows + 2, Rows());
        Assert.Empty(_store.Between("dev", first, last));
    }

    [Fact]
    public void What_a_silent_server_does_not_tell_is_not_gone()
    {
        var first = Look(Seen(Topic("orders", 4)));
        var silent = Look(Seen() with { Failures = [new TargetFailure("h:1", "topics", "silent")] });

        Assert.Empty(_store.Between("dev", first, silent));
        Assert.Equal(first, _store.LastLook("dev", silent));
    }

    [Fact]
    public void A_restart_goes_on_where_it_was_and_sees_what_happened_meanwhile()
    {
        var first = Look(Seen(Topic("orders", 4), Topic("old", 4)));
        var rows = Rows();
        _recorder.Dispose();
        _clock.Advance(TimeSpan.FromHours(3));
        (_database, _store, _recorder) = Start();

        var second = Look(Seen(Topic("orders", 4)));

        Assert.Equal(["old gone"], Words(_store.Between("dev", first, second)));
        Assert.Equal(rows + 1, Rows());
        Assert.Equal(first, _store.LastLook("dev", first.AddHours(1)));
    }

    [Fact]
    public void Members_of_a_group_that_was_not_asked_are_not_gone()
    {
        var client = new ConnectedClient("10.0.0.1@1", "10.0.0.1:999", "JAVA", "V4_9_8");
        var asked = Samples.Group("billing") with { Presence = new GroupPresence(1, null, false, null, _clock.GetUtcNow()) { Clients = [client] } };
        var first = Look(Seen() with { Groups = [asked] });
        var notAsked = Look(Seen() with { Groups = [Samples.Group("billing")] });
        var left = Look(Seen() with { Groups = [asked with { Presence = asked.Presence with { Members = 0, Clients = [] } }] });

        Assert.Empty(_store.Between("dev", first, notAsked));
        var gone = Assert.Single(_store.Between("dev", first, left));
        Assert.Equal((new Definition(DefinitionKind.Client, "10.0.0.1@1", "billing"), true), (gone.What, gone.After is null));
    }

    [Fact]
    public void Producers_come_and_go_and_are_not_gone_while_a_broker_does_not_tell()
    {
        var first = Look(Producing("one", "two"));
        var notTold = Look(Seen());
        var left = Look(Producing("two", "three"));

        Assert.Empty(_store.Between("dev", first, notTold));
        var differences = _store.Between("dev", first, left);
        Assert.Equal(["one gone", "three new"], Words(differences));
        Assert.All(differences, difference => Assert.Equal((DefinitionKind.Producer, "shop"), (difference.What.Kind, difference.What.Owner)));
        Assert.Equal("10.0.0.1:999", differences[1].After!["address"]);
    }

    [Fact]
    public async Task Settings_of_slaves_are_kept_under_a_name_of_their_own()
    {
        var retentions = new Retentions(_clock);
        using var recorder = new InventoryRecorder(_directory, _connections, retentions, _store, _clock, NullLogger<InventoryRecorder>.Instance);
        _brokers.Settings = address => new Dictionary<string, string> { ["brokerRole"] = address == Samples.AddressA ? "ASYNC_MASTER" : "SLAVE" };
        _cluster.Publish(Seen() with { Brokers = [.. Seen().Brokers, Samples.Broker("broker-a", Samples.AddressB) with { BrokerId = 1 }] });

        await Eventually.HoldsAsync("both have told their settings", () => Task.FromResult(retentions.FindSettings(_cluster).Count == 2));
        recorder.Look();

        var now = _clock.GetUtcNow();
        Assert.Equal("ASYNC_MASTER", _store.At("dev", new Definition(DefinitionKind.Settings, "broker-a"), now)!["brokerRole"]);
        Assert.Equal("SLAVE", _store.At("dev", new Definition(DefinitionKind.Settings, "broker-a/1"), now)!["brokerRole"]);
    }

    [Fact]
    public async Task Settings_of_masters_are_kept_too()
    {
        var retentions = new Retentions(_clock);
        await retentions.FindAsync(_cluster);
        using var recorder = new InventoryRecorder(_directory, _connections, retentions, _store, _clock, NullLogger<InventoryRecorder>.Instance);
        recorder.Look();
        var first = _clock.GetUtcNow();
        _brokers.Settings = _ => new Dictionary<string, string> { ["fileReservedTime"] = "72" };
        _clock.Advance(TimeSpan.FromMinutes(6));
        await retentions.FindAsync(_cluster);
        recorder.Look();

        var difference = Assert.Single(_store.Between("dev", first, _clock.GetUtcNow()));

        Assert.Equal(DefinitionKind.Settings, difference.What.Kind);
        Assert.Equal([new FieldChange("fileReservedTime", "48", "72")], difference.Fields);
    }

    [Fact]
    public void Old_states_go_and_the_one_that_holds_stays_however_old_it_is()
    {
        Look(Seen(Topic("orders", 4), Topic("old", 4)));
        Look(Seen(Topic("orders", 8)));
        _clock.AdjustTime(_clock.GetUtcNow().AddDays(400));
        Look(Seen(Topic("orders", 8), Topic("fresh", 4)));

        var states = _store.Current("dev");

        Assert.Contains("\"readQueueNums\":\"8\"", states[Orders], StringComparison.Ordinal);
        Assert.Equal(1, Rows("name = 'orders'"));
        Assert.Equal(0, Rows("name = 'old'"));
    }

    [Fact]
    public void The_file_is_bounded_by_its_oldest_changes()
    {
        var store = new InventoryStore(_database, most: 20);
        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            store.Write("dev", _clock.GetUtcNow(), [new(Orders, $$"""{"readQueueNums":"{{i}}"}""")]);
        }

        Assert.InRange(Rows(), 10, 20);
        Assert.Equal("99", store.At("dev", Orders, _clock.GetUtcNow())!["readQueueNums"]);
    }

    /// <summary>The collector has seen something else, and the recorder looks.</summary>
    private DateTimeOffset Look(ClusterSnapshot snapshot)
    {
        _clock.Advance(TimeSpan.FromSeconds(15));
        _cluster.Publish(snapshot);
        _recorder.Look();
        return _clock.GetUtcNow();
    }

    private (ConsoleDatabase Database, InventoryStore Store, InventoryRecorder Recorder) Start()
    {
        var database = new ConsoleDatabase(Path.Combine(_folder, "history.db"), [InventoryStore.Schema]);
        var store = new InventoryStore(database);
        return (database, store, new InventoryRecorder(_directory, _connections, new Retentions(_clock), store, _clock, NullLogger<InventoryRecorder>.Instance));
    }

    private long Rows(string which = "true")
    {
        using var connection = _database.Open();
        using var command = connection.Command($"SELECT count(*) FROM definitions WHERE {which}");
        return (long)command.ExecuteScalar()!;
    }

    private static ClusterSnapshot Seen(params IReadOnlyList<TopicSnapshot> topics) => new()
    {
        UpdatedAt = Samples.Noon,
        ListedAt = Samples.Noon,
        Brokers = [Samples.Broker("broker-a", Samples.AddressA) with { Runtime = new BrokerRuntimeInfo(new Dictionary<string, string> { ["brokerVersionDesc"] = "V4_9_8" }) }],
        Topics = [.. topics],
    };

    private static ClusterSnapshot Producing(params IEnumerable<string> clients) => Seen() with
    {
        ProducerGroups = ImmutableDictionary<string, ImmutableArray<ConnectedClient>>.Empty.Add(
            "shop", [.. clients.Select(client => new ConnectedClient(client, "10.0.0.1:999", "JAVA", "V4_9_8"))]),
    };

    private static TopicSnapshot Topic(string name, int queues) => Samples.Topic(name) with
    {
        Configs = ImmutableSortedDictionary<string, TopicConfig>.Empty.Add(
            "broker-a", new TopicConfig { TopicName = name, ReadQueueNums = queues, WriteQueueNums = 4 }),
    };

    private static IEnumerable<string> Words(IEnumerable<Difference> differences) =>
        differences.Select(difference => $"{difference.What.Name} {(difference.Before is null ? "new" : difference.After is null ? "gone" : "changed")}");
}
