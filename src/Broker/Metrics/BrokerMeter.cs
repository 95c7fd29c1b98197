using System.Diagnostics.Metrics;
using RocketMQ.Broker.Config;

namespace RocketMQ.Broker.Metrics;

/// <summary>
/// The figures of this broker for those who collect them, under the names and labels that 5.x brokers give them where they have them. Nothing
/// is counted for it: each instrument looks at what is counted anyway when somebody asks.
/// </summary>
internal sealed class BrokerMeter : IDisposable
{
    private readonly KeyValuePair<string, object?>[] _common;

    public BrokerMeter(BrokerSettings settings, StoreFigures store, TrafficFigures traffic, ClientFigures clients, LagFigures lag)
    {
        _common =
        [
            new("cluster", settings.ClusterName), new("node_type", "broker"), new("node_id", settings.BrokerName), new("broker_id", settings.BrokerId),
        ];
        store.Register(this);
        traffic.Register(this);
        clients.Register(this);
        lag.Register(this);
    }

    public Meter Meter { get; } = new("RocketMQ.Broker");

    /// <summary>Adds a figure that only grows while the process runs.</summary>
    public void Counter(string name, string help, Func<IEnumerable<Measurement<long>>> values) => Meter.CreateObservableCounter(name, values, null, help);

    /// <summary>Adds a figure that goes up and down.</summary>
    public void Gauge<T>(string name, string help, Func<IEnumerable<Measurement<T>>> values)
        where T : struct => Meter.CreateObservableGauge(name, values, null, help);

    /// <summary>Adds a figure of the whole broker that goes up and down.</summary>
    public void Gauge(string name, string help, Func<long> value) => Gauge(name, help, () => (Measurement<long>[])[Of(value())]);

    /// <summary>A value with this broker's labels and more.</summary>
    public Measurement<T> Of<T>(T value, params ReadOnlySpan<(string Name, object? Value)> more)
        where T : struct
    {
        var labels = new KeyValuePair<string, object?>[_common.Length + more.Length];
        _common.CopyTo(labels, 0);
        for (var i = 0; i < more.Length; i++)
            labels[_common.Length + i] = new KeyValuePair<string, object?>(more[i].Name, more[i].Value);
        return new Measurement<T>(value, labels);
    }

    public void Dispose() => Meter.Dispose();

    /// <summary>How labels say yes and no.</summary>
    public static string Word(bool value) => value ? "true" : "false";
}
