namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>What the console starts besides itself.</summary>
internal sealed record EmbeddedClusterOptions
{
    /// <summary>Folder of the cluster's files: properties, stores, logs.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the executables <c>mqnamesrv</c> and <c>mqbroker</c>.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>The cluster's name, as brokers register it.</summary>
    public string ClusterName { get; init; } = "DefaultCluster";

    /// <summary>Port of the name server when it is free.</summary>
    public int NameServerPort { get; init; } = 9876;

    /// <summary>Port of the broker when it is free.</summary>
    public int BrokerPort { get; init; } = 10911;
}
