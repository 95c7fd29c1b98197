namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Which processes make up the embedded cluster and with which files.</summary>
internal sealed class ClusterPlan(EmbeddedClusterOptions options, ClusterShape shape)
{
    /// <summary>A commit log file takes its full size on disk from the start, and the next one too: 1 GiB each would be much for a laptop.</summary>
    private const int CommitLogFileSize = 256 * 1024 * 1024;

    /// <summary>Standard ports of brokers are this far apart, so that neither VIP nor replication ports meet.</summary>
    private const int BrokerPortStep = 10;

    /// <summary>The name servers: each call of an entry chooses the port and writes the properties file if there is none.</summary>
    public IEnumerable<Func<ServerPlan>> NameServers() =>
        Enumerable.Range(0, shape.NameServers).Select(index => (Func<ServerPlan>)(() => PrepareNameServer(index)));

    /// <summary>The brokers, masters first.</summary>
    /// <param name="nameServers">Tells where they register, "host:port;host:port"; a name server's port can change while it is stopped.</param>
    public IEnumerable<Func<ServerPlan>> Brokers(Func<string> nameServers) =>
        from id in Enumerable.Range(0, shape.SlavesPerMaster + 1)
        from set in Enumerable.Range(0, shape.Masters)
        select (Func<ServerPlan>)(() => PrepareBroker(set, id, nameServers()));

    private ServerPlan PrepareNameServer(int index)
    {
        var name = index == 0 ? "namesrv" : $"namesrv-{index + 1}";
        var folder = Path.Combine(options.Folder, name);
        var file = new ServerFile(Path.Combine(folder, "namesrv.properties"));
        var port = file.Prepare(
            [
                "# Name server of the embedded cluster. Written once by the console; yours to edit.",
                $"kvConfigPath={Path.Combine(folder, "kvConfig.json")}",
                $"configStorePath={file.Path}",
            ],
            Standard(options.NameServerPort, index));
        return new ServerPlan(
            ServerKind.NameServer, name, Program("mqnamesrv"), ["-c", file.Path], port, Path.Combine(folder, "logs", "namesrv.log"))
        {
            PropertiesFile = file.Path,
        };
    }

    private ServerPlan PrepareBroker(int set, int id, string nameServers)
    {
        var brokerName = $"broker-{(char)('a' + set)}";
        var name = id switch { 0 => brokerName, 1 => $"{brokerName}-s", _ => $"{brokerName}-s{id}" };
        var folder = Path.Combine(options.Folder, name);
        var file = new ServerFile(Path.Combine(folder, "broker.properties"));
        var role = id > 0 ? "SLAVE" : shape.IsSynchronous ? "SYNC_MASTER" : "ASYNC_MASTER";
        var port = file.Prepare(
            [
                "# Broker of the embedded cluster. Written once by the console; yours to edit.",
                "# The name servers are given on the command line.",
                $"brokerClusterName={options.ClusterName}",
                $"brokerName={brokerName}",
                $"brokerId={id}",
                $"brokerRole={role}",
                "brokerIP1=127.0.0.1",
                "brokerIP2=127.0.0.1",
                $"storePathRootDir={Path.Combine(folder, "store")}",
                "# May not be changed once there are messages.",
                $"mappedFileSizeCommitLog={CommitLogFileSize}",
            ],
            Standard(options.BrokerPort, ((id * shape.Masters) + set) * BrokerPortStep), -2, 1);
        return new ServerPlan(
            ServerKind.Broker, name, Program("mqbroker"), ["-c", file.Path, "-n", nameServers], port, Path.Combine(folder, "logs", "broker.log"))
        {
            PropertiesFile = file.Path,
            IsSlave = id > 0,
        };
    }

    // Port 0 asks for any free one.
    private static int Standard(int first, int distance) => first == 0 ? 0 : first + distance;

    private string Program(string name) => Path.Combine(options.ProgramFolder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
