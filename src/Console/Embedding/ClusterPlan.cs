namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Which processes make up the embedded cluster and with which files: one name server and one broker.</summary>
internal sealed class ClusterPlan(EmbeddedClusterOptions options)
{
    /// <summary>A commit log file takes its full size on disk from the start, and the next one too: 1 GiB each would be much for a laptop.</summary>
    private const int CommitLogFileSize = 256 * 1024 * 1024;

    /// <summary>Chooses the name server's port and writes its properties file if there is none.</summary>
    public ServerPlan PrepareNameServer()
    {
        var folder = Path.Combine(options.Folder, "namesrv");
        var file = new ServerFile(Path.Combine(folder, "namesrv.properties"));
        var port = file.Prepare(
            [
                "# Name server of the embedded cluster. Written once by the console; yours to edit.",
                $"kvConfigPath={Path.Combine(folder, "kvConfig.json")}",
                $"configStorePath={file.Path}",
            ],
            options.NameServerPort);
        return new ServerPlan(
            ServerKind.NameServer, "namesrv", Program("mqnamesrv"), ["-c", file.Path], port, Path.Combine(folder, "logs", "namesrv.log"));
    }

    /// <summary>Chooses the broker's ports and writes its properties file if there is none.</summary>
    /// <param name="nameServer">Where it registers, "host:port".</param>
    public ServerPlan PrepareBroker(string nameServer)
    {
        const string Name = "broker-a";
        var folder = Path.Combine(options.Folder, Name);
        var file = new ServerFile(Path.Combine(folder, "broker.properties"));
        var port = file.Prepare(
            [
                "# Broker of the embedded cluster. Written once by the console; yours to edit.",
                "# The name servers are given on the command line.",
                $"brokerClusterName={options.ClusterName}",
                $"brokerName={Name}",
                "brokerId=0",
                "brokerIP1=127.0.0.1",
                $"storePathRootDir={Path.Combine(folder, "store")}",
                "# May not be changed once there are messages.",
                $"mappedFileSizeCommitLog={CommitLogFileSize}",
            ],
            options.BrokerPort, -2, 1);
        return new ServerPlan(
            ServerKind.Broker, Name, Program("mqbroker"), ["-c", file.Path, "-n", nameServer], port, Path.Combine(folder, "logs", "broker.log"));
    }

    private string Program(string name) => Path.Combine(options.ProgramFolder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
