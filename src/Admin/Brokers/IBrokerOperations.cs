using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Brokers;

/// <summary>Figures and settings of brokers. Addresses are "host:port".</summary>
public interface IBrokerOperations
{
    /// <summary>Runtime figures of one broker (28).</summary>
    Task<BrokerRuntimeInfo> GetRuntimeAsync(string address, CancellationToken cancellation = default);

    /// <summary>Runtime figures of several brokers (28).</summary>
    Task<PartialResult<BrokerRuntimeInfo>> GetRuntimeAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>All settings of one broker (26), as text by key.</summary>
    Task<IReadOnlyDictionary<string, string>> GetSettingsAsync(string address, CancellationToken cancellation = default);

    /// <summary>All settings of several brokers (26), as text by key.</summary>
    Task<PartialResult<IReadOnlyDictionary<string, string>>> GetSettingsAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Changes settings (25). Apache's brokers accept unknown keys silently, so read back afterwards.</summary>
    Task<PartialResult<Done>> UpdateSettingsAsync(
        BrokerTarget target, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default);

    /// <summary>One statistics item (315), for example TOPIC_PUT_NUMS of a topic; null when the broker has no such item. docs/protocol.md 6.13.</summary>
    Task<BrokerStatsData?> GetStatisticAsync(string address, string name, string key, CancellationToken cancellation = default);
}
