using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>Asks name servers and brokers of a cluster before it is attached: who answers, and what is found there.</summary>
internal sealed class ClusterTrial(TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Tries.</summary>
    /// <param name="nameServers">"host:port" each.</param>
    /// <param name="keys">What requests are signed with; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TrialResult> AskAsync(IReadOnlyList<string> nameServers, AccessKeys? keys, CancellationToken cancellation)
    {
        await using var admin = new AdminClient(new AdminClientOptions { NameServers = nameServers, Keys = keys }, loggers, time);
        var comparison = await admin.NameServers.CompareAsync(cancellation);
        var clusters = comparison.Topologies.Values.Values.SelectMany(topology => topology.ClusterNames).Distinct().Order(StringComparer.Ordinal);
        return new TrialResult(
            [.. nameServers.Select(address => Of(address, comparison))],
            comparison.Differences,
            await Task.WhenAll(clusters.Select(cluster => AskAsync(admin, cluster, comparison, cancellation))));
    }

    private static TriedServer Of(string address, NameServerComparison comparison) => comparison.Topologies.Values.TryGetValue(address, out var topology)
        ? new TriedServer(address, null, topology.ClusterNames)
        : new TriedServer(address, FailureText.Of(comparison.Topologies.Failures.First(failure => failure.Address == address).Reason), []);

    // Name servers let everybody ask; only a broker tells whether the keys are good.
    private static async Task<FoundCluster> AskAsync(AdminClient admin, string name, NameServerComparison comparison, CancellationToken cancellation)
    {
        var brokers = comparison.Topologies.Values.Values.SelectMany(topology => topology.Brokers).Where(broker => broker.Cluster == name).Distinct().ToList();
        if (brokers.Find(broker => broker.IsMaster) is not { } master)
            return new FoundCluster(name, brokers.Count, null, null, null);
        try
        {
            var runtime = await admin.Brokers.GetRuntimeAsync(master.Address, cancellation);
            return new FoundCluster(name, brokers.Count, master.Address, runtime.VersionName, null);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return new FoundCluster(name, brokers.Count, master.Address, null, FailureText.Of(failure));
        }
    }
}

/// <summary>What came of a trial.</summary>
/// <param name="Servers">Each name server.</param>
/// <param name="Differences">Where name servers differ about the brokers.</param>
/// <param name="Clusters">Each cluster that any of them knows.</param>
public sealed record TrialResult(IReadOnlyList<TriedServer> Servers, IReadOnlyList<string> Differences, IReadOnlyList<FoundCluster> Clusters)
{
    /// <summary>Why a cluster can not be attached from there; null when it can.</summary>
    public string? ProblemWith(string registeredName)
    {
        if (Servers.All(server => server.Failure is not null))
            return "No name server answers: " + string.Join("; ", Servers.Select(server => $"{server.Address}: {server.Failure}"));
        return Clusters.Any(cluster => cluster.Name == registeredName)
            ? null
            : $"The name servers know no cluster {registeredName}; they know {(Clusters.Count == 0 ? "none" : string.Join(", ", Clusters.Select(cluster => cluster.Name)))}";
    }
}

/// <summary>A name server that was tried.</summary>
/// <param name="Address">"host:port".</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
/// <param name="Clusters">Names of the clusters that it knows.</param>
public sealed record TriedServer(string Address, string? Failure, IReadOnlyList<string> Clusters);

/// <summary>A cluster that was found, and one of its brokers that was asked.</summary>
/// <param name="Name">The name its brokers register.</param>
/// <param name="Brokers">How many are registered.</param>
/// <param name="Address">The master that was asked; null when there is none.</param>
/// <param name="Version">Its version; null when it did not tell.</param>
/// <param name="Failure">Why it did not answer, or refused; null when it answered.</param>
public sealed record FoundCluster(string Name, int Brokers, string? Address, string? Version, string? Failure);
