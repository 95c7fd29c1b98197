using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>One name server's key-value configuration, in memory.</summary>
public sealed class FakeNameServerOperations : INameServerOperations
{
    private const string Address = "127.0.0.1:9876";

    public Dictionary<(string Namespace, string Key), string> Values { get; } = [];

    public IReadOnlyList<string> Addresses => [Address];

    public Task<string?> GetValueAsync(string nameSpace, string key, CancellationToken cancellation = default) =>
        Task.FromResult(Values.GetValueOrDefault((nameSpace, key)));

    public Task<PartialResult<Done>> PutValueAsync(string nameSpace, string key, string value, CancellationToken cancellation = default)
    {
        Values[(nameSpace, key)] = value;
        return Task.FromResult(Answer());
    }

    public Task<PartialResult<Done>> DeleteValueAsync(string nameSpace, string key, CancellationToken cancellation = default)
    {
        Values.Remove((nameSpace, key));
        return Task.FromResult(Answer());
    }

    public Task<ClusterTopology> GetClusterAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<NameServerComparison> CompareAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> ListValuesAsync(string nameSpace, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<int>> WipeWritePermissionAsync(string brokerName, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<int>> AddWritePermissionAsync(string brokerName, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyDictionary<string, string>>> GetSettingsAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> UpdateSettingsAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    private static PartialResult<Done> Answer() => new(new Dictionary<string, Done> { [Address] = default }, []);
}
