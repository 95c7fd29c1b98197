using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>Which brokers can hold a message back until a moment of its own (5.x timer properties), rather than for one of some levels.</summary>
internal static class DeliveryTimes
{
    /// <summary>Names and versions of brokers that a topic is on and that cannot; those of which it is not known are among them.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> brokers, ClusterSnapshot snapshot) => [.. brokers.Distinct()
        .Select(name => (name, snapshot.Masters().FirstOrDefault(master => master.BrokerName == name)?.Runtime))
        // 5.x tells how far its timers are where they are switched on; this product's brokers always have them, and alone tell the health of their store.
        .Where(broker => broker.Runtime is not { } runtime || (runtime.TimerReadBehind is null && !runtime.Table.ContainsKey("storeHealth")))
        .Select(broker => $"{broker.name} ({broker.Runtime?.VersionName ?? "?"})")];
}
