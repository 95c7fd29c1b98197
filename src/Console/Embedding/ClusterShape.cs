namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>How many processes of which role make up an embedded cluster.</summary>
/// <param name="NameServers">Name servers.</param>
/// <param name="Masters">Broker sets, each with one master.</param>
/// <param name="SlavesPerMaster">Slaves of each master.</param>
/// <param name="IsSynchronous">Whether a master confirms a message only when a slave has it.</param>
internal sealed record ClusterShape(int NameServers, int Masters, int SlavesPerMaster, bool IsSynchronous)
{
    /// <summary>One name server and one broker.</summary>
    public static readonly ClusterShape Single = new(1, 1, 0, IsSynchronous: false);

    /// <summary>The shapes that have a name, those of the original's presets among them.</summary>
    public static readonly IReadOnlyDictionary<string, ClusterShape> Presets = new Dictionary<string, ClusterShape>(StringComparer.Ordinal)
    {
        ["single"] = Single,
        ["2m-noslave"] = new(2, 2, 0, IsSynchronous: false),
        ["2m-2s-async"] = new(2, 2, 1, IsSynchronous: false),
        ["2m-2s-sync"] = new(2, 2, 1, IsSynchronous: true),
    };

    private const int MostNameServers = 4;
    private const int MostMasters = 8;
    private const int MostSlaves = 4;

    /// <summary>What is wrong with it and what is allowed; null when it can be started.</summary>
    public string? Problem =>
        Outside(ClusterShapeFile.NameServersKey, NameServers, 1, MostNameServers)
        ?? Outside(ClusterShapeFile.MastersKey, Masters, 1, MostMasters)
        ?? Outside(ClusterShapeFile.SlavesKey, SlavesPerMaster, 0, MostSlaves)
        ?? (IsSynchronous && SlavesPerMaster == 0
            ? $"{ClusterShapeFile.ReplicationKey}=sync needs {ClusterShapeFile.SlavesKey} of at least 1: a master without a slave could confirm nothing"
            : null);

    private static string? Outside(string key, int value, int least, int most) =>
        value < least || value > most ? $"{key}={value} is not allowed: {least} to {most}" : null;
}
