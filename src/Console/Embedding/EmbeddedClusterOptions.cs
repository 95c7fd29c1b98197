namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>One cluster that the console starts besides itself.</summary>
internal sealed record EmbeddedClusterOptions
{
    /// <summary>Name of the cluster that the console brings along.</summary>
    public const string DefaultName = "DefaultCluster";

    /// <summary>Folder of the cluster's files: properties, stores, logs.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the executables <c>mqnamesrv</c> and <c>mqbroker</c>.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>The cluster's name, as brokers register it.</summary>
    public string ClusterName { get; init; } = DefaultName;

    /// <summary>Port of the first name server when it is free.</summary>
    public int NameServerPort { get; init; } = ClusterPorts.Standard.NameServer;

    /// <summary>Port of the first broker when it is free.</summary>
    public int BrokerPort { get; init; } = ClusterPorts.Standard.Broker;
}
