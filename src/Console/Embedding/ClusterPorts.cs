namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>First ports of an embedded cluster: the original's standard or those of <c>--ports</c>, or as many steps above them as other clusters need.</summary>
/// <param name="NameServer">Of the first name server.</param>
/// <param name="Broker">Of the first broker.</param>
internal sealed record ClusterPorts(int NameServer, int Broker)
{
    /// <summary>The original's standard.</summary>
    public static readonly ClusterPorts Standard = new(9876, 10911);

    private const int Steps = 40;
    private const int NameServerStep = 10;
    private const int BrokerStep = 500;

    /// <summary>These ports, or the first above them that neither another cluster has nor any program holds.</summary>
    /// <param name="shape">What has to find room.</param>
    /// <param name="taken">Ports of other clusters, which may be stopped.</param>
    /// <exception cref="IOException">There is no room.</exception>
    public ClusterPorts Choose(ClusterShape shape, IReadOnlySet<int> taken)
    {
        for (var step = 0; step < Steps; step++)
        {
            var ports = new ClusterPorts(NameServer + (step * NameServerStep), Broker + (step * BrokerStep));
            var needed = shape.Members(ports.NameServer, ports.Broker).SelectMany(member => ClusterMember.PortsOf(member.Kind, member.Port));
            if (needed.All(port => !taken.Contains(port) && LoopbackPorts.IsFree(port)))
                return ports;
        }

        throw new IOException($"there is no room for its ports on loopback: {Steps} places from {NameServer} and {Broker} on were tried");
    }

    /// <summary>The ports that servers have, running or not.</summary>
    public static IEnumerable<int> Of(IEnumerable<ServerSnapshot> servers) =>
        servers.SelectMany(server => ClusterMember.PortsOf(server.Kind, server.Port));
}
