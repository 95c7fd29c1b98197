using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.NameServers;

/// <summary>What name servers are asked. Reads go to one of them, with failover; writes to all.</summary>
public interface INameServerOperations
{
    /// <summary>The addresses the client was made with.</summary>
    IReadOnlyList<string> Addresses { get; }

    /// <summary>Clusters and brokers (106), from the first name server that answers.</summary>
    Task<ClusterTopology> GetClusterAsync(CancellationToken cancellation = default);

    /// <summary>Asks every name server for clusters and brokers (106) and for topics (206), and compares.</summary>
    Task<NameServerComparison> CompareAsync(CancellationToken cancellation = default);

    /// <summary>One value of the key-value configuration (101); null when there is none.</summary>
    Task<string?> GetValueAsync(string nameSpace, string key, CancellationToken cancellation = default);

    /// <summary>All values of a namespace (219); empty when there is no such namespace.</summary>
    Task<IReadOnlyDictionary<string, string>> ListValuesAsync(string nameSpace, CancellationToken cancellation = default);

    /// <summary>Sets a value (100) in every name server.</summary>
    Task<PartialResult<Done>> PutValueAsync(string nameSpace, string key, string value, CancellationToken cancellation = default);

    /// <summary>Deletes a value (102) from every name server.</summary>
    Task<PartialResult<Done>> DeleteValueAsync(string nameSpace, string key, CancellationToken cancellation = default);

    /// <summary>Stops writes to a broker in the routes of every name server (205). The values are how many topics changed.</summary>
    Task<PartialResult<int>> WipeWritePermissionAsync(string brokerName, CancellationToken cancellation = default);

    /// <summary>Allows writes to a broker again (327). The values are how many topics changed.</summary>
    Task<PartialResult<int>> AddWritePermissionAsync(string brokerName, CancellationToken cancellation = default);

    /// <summary>Settings of every name server (319).</summary>
    Task<PartialResult<IReadOnlyDictionary<string, string>>> GetSettingsAsync(CancellationToken cancellation = default);

    /// <summary>Changes settings of every name server (318).</summary>
    Task<PartialResult<Done>> UpdateSettingsAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default);
}
