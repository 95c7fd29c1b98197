using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>Statistics of brokers as the test scripts them.</summary>
public sealed class FakeBrokerOperations : IBrokerOperations
{
    public Func<string, string, string, BrokerStatsData?> Statistic { get; set; } = (_, _, _) => null;

    public Task<BrokerStatsData?> GetStatisticAsync(string address, string name, string key, CancellationToken cancellation = default) =>
        Task.FromResult(Statistic(address, name, key));

    public Task<BrokerRuntimeInfo> GetRuntimeAsync(string address, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<BrokerRuntimeInfo>> GetRuntimeAsync(BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Func<string, IReadOnlyDictionary<string, string>> Settings { get; set; } = _ => new Dictionary<string, string>();

    public Task<IReadOnlyDictionary<string, string>> GetSettingsAsync(string address, CancellationToken cancellation = default) => Task.FromResult(Settings(address));

    public Task<PartialResult<Done>> UpdateSettingsAsync(
        BrokerTarget target, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyDictionary<string, string>>> GetSettingsAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
