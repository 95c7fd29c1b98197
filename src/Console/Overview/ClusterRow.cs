using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Overview;

/// <summary>One line of the list of clusters.</summary>
public sealed record ClusterRow
{
    /// <summary>The cluster.</summary>
    public required ClusterInfo Cluster { get; init; }

    /// <summary>Its name, to sort by.</summary>
    public string Name => Cluster.Name;

    /// <summary>The whole in one word.</summary>
    public required ClusterState State { get; init; }

    /// <summary>Why it is in a bad state; null when it is in none, or nobody said why.</summary>
    public string? Reason { get; init; }

    /// <summary>Brokers that answered; null before the first answer.</summary>
    public int? BrokersUp { get; init; }

    /// <summary>Brokers that are registered; null before the first answer.</summary>
    public int? Brokers { get; init; }

    /// <summary>Its name servers, "host:port" each; empty while not known.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    /// <summary>The keeper of its processes; null when this console does not run it.</summary>
    public IServerSupervisor? Supervisor { get; init; }

    /// <summary>Its processes; empty when this console does not run it.</summary>
    public IReadOnlyList<ServerSnapshot> Servers { get; init; } = [];

    /// <summary>Processes that serve; null when this console does not run it.</summary>
    public int? Serving => Supervisor is null ? null : Servers.Count(server => server.State is ServerState.Serving);

    /// <summary>What all its processes can be ordered to do.</summary>
    public IReadOnlyList<ServerAction> Allowed => [.. Servers.SelectMany(server => ServerActions.AllowedIn(server.State)).Distinct()];

    /// <summary>The line of a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="supervisor">The keeper of its processes; null when this console does not run it.</param>
    /// <param name="snapshot">What the collector last saw.</param>
    /// <param name="nameServers">The name servers it is connected by; null while it is not connected.</param>
    public static ClusterRow Of(ClusterInfo cluster, IServerSupervisor? supervisor, ClusterSnapshot snapshot, IReadOnlyList<string>? nameServers)
    {
        var servers = supervisor?.Servers ?? [];
        var known = snapshot.UpdatedAt is not null;
        return new ClusterRow
        {
            Cluster = cluster,
            State = StateOf(supervisor, servers, snapshot),
            Reason = supervisor?.Problem ?? snapshot.Failure,
            Brokers = known ? snapshot.Brokers.Length : null,
            BrokersUp = known ? snapshot.Brokers.Count(broker => broker.Runtime is not null) : null,
            NameServers = nameServers ?? [.. servers.Where(server => server.Kind is ServerKind.NameServer).Select(server => server.Address)],
            Supervisor = supervisor,
            Servers = servers,
        };
    }

    private static ClusterState StateOf(IServerSupervisor? supervisor, IReadOnlyList<ServerSnapshot> servers, ClusterSnapshot snapshot)
    {
        if (supervisor?.Problem is not null)
            return ClusterState.Down;
        if (servers.Count > 0 && servers.All(server => server.State is ServerState.Stopped))
            return ClusterState.Stopped;
        if (snapshot.FailedSince is not null)
            return ClusterState.Down;
        if (snapshot.UpdatedAt is null || servers.Any(server => server.State is ServerState.Starting))
            return ClusterState.Starting;
        return servers.Any(server => server.State is not ServerState.Serving) || snapshot.Brokers.Any(broker => broker.Failure is not null)
            ? ClusterState.Partly
            : ClusterState.Running;
    }
}

/// <summary>What a cluster is like as a whole, the worst last.</summary>
public enum ClusterState
{
    /// <summary>Every registered broker answers, and every process serves.</summary>
    Running,

    /// <summary>Its processes are coming up, or nobody has answered yet.</summary>
    Starting,

    /// <summary>All its processes were stopped by hand.</summary>
    Stopped,

    /// <summary>Some brokers do not answer, or some processes do not serve.</summary>
    Partly,

    /// <summary>No name server answers, or nothing can be started.</summary>
    Down,
}
