using RocketMQ.Broker.Persistence;

namespace RocketMQ.Broker.Hosting;

/// <summary>The files of the config folder in a store (docs/protocol.md 4.7).</summary>
internal sealed class BrokerFiles(string storePath)
{
    public ConfigFile Topics { get; } = File(storePath, "topics.json");

    public ConfigFile Groups { get; } = File(storePath, "subscriptionGroup.json");

    public ConfigFile ConsumerOffsets { get; } = File(storePath, "consumerOffset.json");

    public ConfigFile ConsumerFilters { get; } = File(storePath, "consumerFilter.json");

    public ConfigFile DelayOffsets { get; } = File(storePath, "delayOffset.json");

    public ConfigFile OrderedPops { get; } = File(storePath, "consumerOrderInfo.json");

    public ConfigFile RequestModes { get; } = File(storePath, "messageRequestMode.json");

    private static ConfigFile File(string storePath, string name) => new(Path.Combine(storePath, "config", name));
}
