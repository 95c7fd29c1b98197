using System.Text.Json;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>Settings of a broker as a kept plan holds them: with the plan that was made when the broker was last asked.</summary>
internal sealed class KeptSettings(BrokerPlace broker, IReadOnlyDictionary<string, string> values, ChangePlan plan) : IKeepableChange
{
    private readonly SettingsChange _change = new(broker, values);

    public string Kind => _change.Kind;

    public string ObjectName => _change.ObjectName;

    public string Policy => _change.Policy;

    public bool IsListed => false;

    public string State => JsonSerializer.Serialize(new Wish(broker.BrokerName, broker.BrokerId, values));

    public Remark? Obstacle { get; private init; }

    /// <summary>From a kept plan: asks the broker what it is set to now.</summary>
    public static async Task<KeptSettings> ReadAsync(string state, IClusterConnection connection, CancellationToken cancellation)
    {
        var wish = JsonSerializer.Deserialize<Wish>(state)!;
        var known = connection.Snapshot.Brokers.FirstOrDefault(one => one.BrokerName == wish.Broker && one.BrokerId == wish.Id);
        var place = new BrokerPlace(connection, wish.Broker, wish.Id, known?.Address ?? "");
        return known is null
            ? new KeptSettings(place, wish.Values, new ChangePlan([], null)) { Obstacle = new Remark("Cluster.UnknownBroker", wish.Broker, wish.Id) }
            : new KeptSettings(place, wish.Values, await new SettingsChange(place, wish.Values).PlanAsync(cancellation));
    }

    public ChangePlan Plan(ClusterSnapshot snapshot) => plan;

    public async Task<RestorePoint?> CaptureAsync(IClusterConnection connection, CancellationToken cancellation) =>
        (await _change.PlanAsync(cancellation)).IsSameAs(plan) ? null : throw new StalePlanException("settings have changed since");

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation) => _change.ApplyAsync(cancellation);

    public bool IsVisible(ClusterSnapshot snapshot) => true;

    public Task<bool> IsVisibleAsync(ClusterSnapshot snapshot, IClusterConnection connection, CancellationToken cancellation) => _change.IsVisibleAsync(cancellation);

    /// <summary>Which broker, and what it is to be set to.</summary>
    internal sealed record Wish(string Broker, long Id, IReadOnlyDictionary<string, string> Values);
}
