using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.History;

public sealed class HistoryRecorderTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Subject Billing = Subject.Group("billing");

    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly TemporaryHistory _history;
    private readonly FakeCluster _cluster = new(new FakeAdminClient(), ClusterSnapshot.Unknown);
    private readonly CanaryProber _prober;
    private readonly HistoryRecorder _recorder;

    public HistoryRecorderTests()
    {
        _history = new TemporaryHistory(_clock);
        var directory = new ClusterDirectory();
        var connections = new ClusterConnections();
        connections.Put(_cluster);
        directory.Put(new ClusterInfo("dev"));
        _prober = new CanaryProber(directory, connections, new CanaryStore(_history.Database), _clock, NullLogger<CanaryProber>.Instance);
        _recorder = new HistoryRecorder(directory, connections, _prober, _history.Store, _clock, NullLogger<HistoryRecorder>.Instance);
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _prober.Dispose();
        _history.Dispose();
    }

    [Fact]
    public void Every_known_figure_is_recorded_under_its_owner()
    {
        See(Snapshot(lag: 5));

        Assert.Equal(12, Value(Subject.Cluster, Figure.In));
        Assert.Equal(12, Value(Subject.Broker("broker-a", 0), Figure.In));
        Assert.Equal(50, Value(Subject.Broker("broker-a", 0), Figure.PutP99));
        Assert.Equal(5, Value(Billing, Figure.Lag));
        Assert.Equal(90, Value(Billing, Figure.OldestUnread));
        Assert.Equal(3, Value(Billing, Figure.Members));
        Assert.Equal(7, Value(Subject.Topic("orders"), Figure.In));
        Assert.Equal(4, Value(Subject.Cluster, Figure.Producers));
    }

    [Fact]
    public void What_is_not_known_is_no_row_and_no_zero()
    {
        See(Snapshot(lag: null) with { Brokers = [Samples.Broker("broker-a", Samples.AddressA) with { Failure = "gone" }] });

        Assert.Empty(_history.Read(Subject.Cluster, Figure.In, Hour));
        Assert.Empty(_history.Read(Billing, Figure.Lag, Hour));
        Assert.Empty(_history.Read(Billing, Figure.OldestUnread, Hour));
    }

    [Fact]
    public void A_sum_that_lacks_a_broker_is_not_known()
    {
        See(Snapshot(lag: 1) with { Brokers = [Broker(), Samples.Broker("broker-b", Samples.AddressB) with { Failure = "gone" }] });

        Assert.Empty(_history.Read(Subject.Cluster, Figure.In, Hour));
        Assert.Equal(12, Value(Subject.Broker("broker-a", 0), Figure.In));
    }

    [Fact]
    public void A_group_that_has_read_everything_has_an_oldest_unread_age_of_zero()
    {
        See(Snapshot(lag: 0));

        Assert.Equal(0, Value(Billing, Figure.OldestUnread));
    }

    [Fact]
    public void A_snapshot_that_did_not_change_and_lists_that_were_not_asked_anew_say_nothing_new()
    {
        var snapshot = Snapshot(lag: 5);
        _cluster.Publish(snapshot);
        _recorder.Look();
        _recorder.Look();
        _cluster.Publish(snapshot with { Brokers = [Broker() with { InRate = 14 }] });
        _recorder.Look();
        _recorder.Write();

        Assert.Equal(2, Count(Figure.Disk, SubjectKind.Broker));
        Assert.Equal(1, Count(Figure.Lag, SubjectKind.Group));
        Assert.Equal(13, Value(Subject.Cluster, Figure.In));
    }

    [Fact]
    public void What_was_seen_before_a_row_ends_is_written_to_that_row()
    {
        _cluster.Publish(Snapshot(lag: 5));
        _recorder.Look();
        _clock.Advance(TimeSpan.FromSeconds(10));
        _cluster.Publish(Snapshot(lag: 7) with { ListedAt = Samples.Noon.AddSeconds(10) });
        _recorder.Look();
        _recorder.Write();

        Assert.Equal(
            [(Samples.Noon.ToUnixTimeMilliseconds(), 5), (Samples.Noon.AddSeconds(10).ToUnixTimeMilliseconds(), 7)],
            _history.Read(Billing, Figure.Lag, Hour).Select(point => (point.At, point.Mean)));
    }

    private void See(ClusterSnapshot snapshot)
    {
        _cluster.Publish(snapshot);
        _recorder.Look();
        _recorder.Write();
    }

    private double Value(Subject subject, Figure figure) => Assert.Single(_history.Read(subject, figure, Hour)).Mean;

    private long Count(Figure figure, SubjectKind kind) =>
        _history.Number($"SELECT sum(count) FROM samples_10 JOIN series ON series = id WHERE figure = {(int)figure} AND kind = {(int)kind}");

    private static BrokerSnapshot Broker() => Samples.Broker("broker-a", Samples.AddressA) with
    {
        InRate = 12,
        OutRate = 11,
        PutLatency = new PutLatency(10, 50),
        Runtime = new(new Dictionary<string, string> { ["commitLogDiskRatio"] = "0.4" }),
    };

    private static ConnectedClient Producer(string id) => new(id, "10.0.0.1:999", "JAVA", "V4_9_8");

    private static ClusterSnapshot Snapshot(long? lag)
    {
        var billing = Samples.Group("billing", lag: lag) with
        {
            Topics = lag is null ? null : ["orders"],
            OldestUnread = lag > 0 ? Samples.Noon.AddSeconds(-90) : null,
            Members = 3,
        };
        return Samples.Snapshot([Samples.Topic("orders")], [billing]) with
        {
            Brokers = [Broker()],
            ProducerGroups = ImmutableDictionary<string, ImmutableArray<ConnectedClient>>.Empty
                .Add("orders", [Producer("a"), Producer("b"), Producer("c")])
                .Add("bills", [Producer("c"), Producer("d")]),
            Flows = ImmutableDictionary<string, TopicFlow>.Empty.Add("orders", new TopicFlow(7, null)),
        };
    }
}
