namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Which processes make up an embedded cluster and with which files.</summary>
internal sealed class ClusterPlan(EmbeddedClusterOptions options, ClusterShape shape)
{
    /// <summary>A commit log file takes its full size on disk from the start, and the next one too: 1 GiB each would be much for a laptop.</summary>
    public const int CommitLogFileSize = 256 * 1024 * 1024;

    private readonly List<ClusterMember> _members = [.. shape.Members(options.NameServerPort, options.BrokerPort)];

    /// <summary>The name servers: each call of an entry chooses the port and writes the properties file if there is none.</summary>
    public IEnumerable<Func<ServerPlan>> NameServers() => Of(ServerKind.NameServer, PrepareNameServer);

    /// <summary>The brokers, masters first.</summary>
    /// <param name="nameServers">Tells where they register, "host:port;host:port"; a name server's port can change while it is stopped.</param>
    public IEnumerable<Func<ServerPlan>> Brokers(Func<string> nameServers) => Of(ServerKind.Broker, member => PrepareBroker(member, nameServers()));

    /// <summary>Writes all properties files, so that every port is the cluster's before the first process runs.</summary>
    /// <exception cref="IOException">A file can not be written, or there is no free port.</exception>
    public void Prepare()
    {
        foreach (var prepare in NameServers().Concat(Brokers(() => "")))
            prepare();
    }

    private IEnumerable<Func<ServerPlan>> Of(ServerKind kind, Func<ClusterMember, ServerPlan> prepare) =>
        _members.Where(member => member.Kind == kind).Select(member => (Func<ServerPlan>)(() => prepare(member)));

    private ServerPlan PrepareNameServer(ClusterMember member)
    {
        var folder = Path.Combine(options.Folder, member.Name);
        var file = new ServerFile(Path.Combine(folder, "namesrv.properties"));
        var port = file.Prepare(
            [
                "# Name server of the embedded cluster. Written once by the console; yours to edit.",
                $"kvConfigPath={Path.Combine(folder, "kvConfig.json")}",
                $"configStorePath={file.Path}",
            ],
            member.Port);
        return new ServerPlan(
            ServerKind.NameServer, member.Name, Program("mqnamesrv"), ["-c", file.Path], port, Path.Combine(folder, "logs", "namesrv.log"))
        {
            PropertiesFile = file.Path,
        };
    }

    private ServerPlan PrepareBroker(ClusterMember member, string nameServers)
    {
        var folder = Path.Combine(options.Folder, member.Name);
        var file = new ServerFile(Path.Combine(folder, "broker.properties"));
        var role = member.IsSlave ? "SLAVE" : shape.IsSynchronous ? "SYNC_MASTER" : "ASYNC_MASTER";
        var port = file.Prepare(
            [
                "# Broker of the embedded cluster. Written once by the console; yours to edit.",
                "# The name servers are given on the command line.",
                $"brokerClusterName={options.ClusterName}",
                $"brokerName={member.BrokerName}",
                $"brokerId={member.BrokerId}",
                $"brokerRole={role}",
                "brokerIP1=127.0.0.1",
                "brokerIP2=127.0.0.1",
                $"storePathRootDir={Path.Combine(folder, "store")}",
                "# May not be changed once there are messages.",
                $"mappedFileSizeCommitLog={CommitLogFileSize}",
            ],
            member.Port,
            [.. ClusterMember.BrokerNeighbours]);
        return new ServerPlan(
            ServerKind.Broker, member.Name, Program("mqbroker"), ["-c", file.Path, "-n", nameServers], port, Path.Combine(folder, "logs", "broker.log"))
        {
            PropertiesFile = file.Path,
            IsSlave = member.IsSlave,
        };
    }

    private string Program(string name) => Path.Combine(options.ProgramFolder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
