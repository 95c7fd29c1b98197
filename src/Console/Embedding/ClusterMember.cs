namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>One process of an embedded cluster, before there are files for it.</summary>
/// <param name="Kind">Which program.</param>
/// <param name="Name">Its name on screen and of its folder.</param>
/// <param name="Port">Its standard port; 0 for any free one.</param>
public sealed record ClusterMember(ServerKind Kind, string Name, int Port)
{
    /// <summary>Distances of the further ports that a broker opens: VIP and replication.</summary>
    public static readonly IReadOnlyList<int> BrokerNeighbours = [-2, 1];

    /// <summary>The broker set; empty for a name server.</summary>
    public string BrokerName { get; init; } = "";

    /// <summary>0 for the master of its set.</summary>
    public int BrokerId { get; init; }

    /// <summary>Whether it is a broker that follows a master.</summary>
    public bool IsSlave => BrokerId > 0;

    /// <summary>Every port that a server opens.</summary>
    public static IEnumerable<int> PortsOf(ServerKind kind, int port) =>
        kind == ServerKind.Broker ? BrokerNeighbours.Select(distance => port + distance).Prepend(port) : [port];
}
