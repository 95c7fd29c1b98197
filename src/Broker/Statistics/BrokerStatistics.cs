using System.Collections.Concurrent;
using RocketMQ.Broker.Config;

namespace RocketMQ.Broker.Statistics;

/// <summary>What is counted per topic: held by the topic itself, so that a send looks nothing up.</summary>
internal sealed record TopicTraffic(StatsItem PutNums, StatsItem PutSize);

/// <summary>What is counted per topic and consumer group.</summary>
internal sealed record GroupTraffic(StatsItem GetNums, StatsItem GetSize);

/// <summary>All figures of request 315 (docs/protocol.md 6.13), sampled every ten seconds.</summary>
/// <remarks>Any thread counts and reads. A figure exists once something was counted for its key.</remarks>
internal sealed class BrokerStatistics : IAsyncDisposable
{
    private const int SampleSeconds = 10;
    private const int HourEvery = 60;
    private const int DayEvery = 360;

    private readonly ConcurrentDictionary<(string Name, string Key), StatsItem> _items = new();
    private readonly ConcurrentDictionary<(string Topic, string Group), GroupTraffic> _groups = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _round;

    public BrokerStatistics(BrokerSettings settings, TimeProvider time)
    {
        _time = time;
        BrokerPutNums = Item("BROKER_PUT_NUMS", settings.ClusterName);
        BrokerGetNums = Item("BROKER_GET_NUMS", settings.ClusterName);
        Day = new DayTotals(this, time);
        SampleAll();
        _timer = time.CreateTimer(_ => SampleAll(), null, TimeSpan.FromSeconds(SampleSeconds), TimeSpan.FromSeconds(SampleSeconds));
    }

    /// <summary>Messages stored by this broker.</summary>
    public StatsItem BrokerPutNums { get; }

    /// <summary>Messages given to consumers by this broker.</summary>
    public StatsItem BrokerGetNums { get; }

    /// <summary>Totals at the beginnings of today and yesterday.</summary>
    public DayTotals Day { get; }

    /// <summary>What was counted of each topic for each group.</summary>
    public IEnumerable<(string Topic, string Group, GroupTraffic Traffic)> Groups => _groups.Select(pair => (pair.Key.Topic, pair.Key.Group, pair.Value));

    public TopicTraffic Topic(string topic) => new(Item("TOPIC_PUT_NUMS", topic), Item("TOPIC_PUT_SIZE", topic));

    public GroupTraffic Group(string topic, string group) => _groups.GetOrAdd((topic, group), static (pair, owner) =>
    {
        var key = $"{pair.Topic}@{pair.Group}";
        return new GroupTraffic(owner.Item("GROUP_GET_NUMS", key), owner.Item("GROUP_GET_SIZE", key));
    }, this);

    /// <summary>Messages per second that a group got of a topic during the last minute; 0 where it never got any.</summary>
    public double GroupGetTps(string topic, string group) =>
        _groups.TryGetValue((topic, group), out var traffic) ? traffic.GetNums.MinuteTps() : 0;

    /// <summary>Counts a message that a consumer sent back.</summary>
    public void CountSendBack(string topic, string group) => Item("SNDBCK_PUT_NUMS", $"{topic}@{group}").Add(1);

    /// <summary>The figure of a name and key; null where nothing was counted yet.</summary>
    public StatsItem? Find(string name, string key) => _items.GetValueOrDefault((name, key));

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private StatsItem Item(string name, string key) => _items.GetOrAdd((name, key), static (_, now) =>
    {
        // A first sample at birth, so that rates are known after the next round and not only after the one behind it.
        var item = new StatsItem();
        item.Sample(now, hour: true, day: true);
        return item;
    }, _time.GetUtcNow().ToUnixTimeMilliseconds());

    private void SampleAll()
    {
        var round = _round++;
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var item in _items.Values)
            item.Sample(now, round % HourEvery == 0, round % DayEvery == 0);
        Day.Roll();
    }
}
