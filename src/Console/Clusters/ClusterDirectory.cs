using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// The clusters that are connected at the moment, by origin and then in the order they were added; the first is the default. Read and
/// changed from any thread: the list is immutable and replaced as a whole.
/// </summary>
internal sealed class ClusterDirectory
{
    private ImmutableList<ClusterInfo> _clusters = [];

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>All clusters.</summary>
    public IReadOnlyList<ClusterInfo> All => _clusters;

    /// <summary>The cluster that the home page leads to; null while there is none.</summary>
    public ClusterInfo? Default => _clusters is [var first, ..] ? first : null;

    /// <summary>The cluster of that name, or null.</summary>
    public ClusterInfo? Find(string name) => _clusters.Find(cluster => cluster.Name == name);

    /// <summary>Adds a cluster, or replaces the one of the same name in its place.</summary>
    public void Put(ClusterInfo cluster)
    {
        ImmutableInterlocked.Update(ref _clusters, (all, added) => all.FindIndex(known => known.Name == added.Name) is var at and >= 0
            ? all.SetItem(at, added)
            : all.Insert(all.Count(known => known.Origin <= added.Origin), added), cluster);
        Changed?.Invoke();
    }

    /// <summary>Takes a cluster out.</summary>
    public void Remove(string name)
    {
        ImmutableInterlocked.Update(ref _clusters, (all, removed) => all.RemoveAll(known => known.Name == removed), name);
        Changed?.Invoke();
    }
}
