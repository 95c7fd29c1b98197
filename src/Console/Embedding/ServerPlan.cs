namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>One server process of the embedded cluster, before it runs.</summary>
/// <param name="Kind">Which program.</param>
/// <param name="Name">Its name on screen and in the data folder, for example "broker-a".</param>
/// <param name="Program">Path of the executable.</param>
/// <param name="Arguments">Its command line.</param>
/// <param name="Port">Where it will listen, on loopback.</param>
/// <param name="LogFile">Where its output is kept.</param>
internal sealed record ServerPlan(
    ServerKind Kind, string Name, string Program, IReadOnlyList<string> Arguments, int Port, string LogFile)
{
    /// <summary>"127.0.0.1:port".</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Its properties file.</summary>
    public required string PropertiesFile { get; init; }

    /// <summary>When it is stopped with the others: masters, slaves, name servers. A slave is there for what its master still confirms.</summary>
    public int StopRank => Kind == ServerKind.NameServer ? 2 : IsSlave ? 1 : 0;

    /// <summary>Whether it is a broker that follows a master.</summary>
    public bool IsSlave { get; init; }
}
