using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Admin.Brokers;

internal sealed class BrokerOperations(AdminCalls calls, BrokerDirectory directory) : IBrokerOperations
{
    public async Task<BrokerRuntimeInfo> GetRuntimeAsync(string address, CancellationToken cancellation = default) =>
        new((await calls.CallForBodyAsync<KVTable>(address, RequestCode.GetBrokerRuntimeInfo, null, cancellation)).Table);

    public Task<PartialResult<BrokerRuntimeInfo>> GetRuntimeAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(target, address => GetRuntimeAsync(address, cancellation), cancellation);

    public async Task<IReadOnlyDictionary<string, string>> GetSettingsAsync(string address, CancellationToken cancellation = default) =>
        SettingsText.Read(await calls.CallAsync(address, RequestCode.GetBrokerConfig, null, cancellation));

    public Task<PartialResult<IReadOnlyDictionary<string, string>>> GetSettingsAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        directory.EachAsync(target, address => GetSettingsAsync(address, cancellation), cancellation);

    public async Task<PartialResult<Done>> UpdateSettingsAsync(
        BrokerTarget target, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default)
    {
        var body = SettingsText.Write(settings);
        return await calls.CallEachAsync(
            await directory.ResolveAsync(target, cancellation), RequestCode.UpdateBrokerConfig, null, cancellation, body);
    }

    public Task<BrokerStatsData?> GetStatisticAsync(string address, string name, string key, CancellationToken cancellation = default) =>
        BrokerStatistic.FindAsync(calls, address, name, key, cancellation);
}
