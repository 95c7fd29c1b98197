namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>How many processes of which role make up an embedded cluster.</summary>
/// <param name="NameServers">Name servers.</param>
/// <param name="Masters">Broker sets, each with one master.</param>
/// <param name="SlavesPerMaster">Slaves of each master.</param>
/// <param name="IsSynchronous">Whether a master confirms a message only when a slave has it.</param>
public sealed record ClusterShape(int NameServers, int Masters, int SlavesPerMaster, bool IsSynchronous)
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

    /// <summary>Most name servers.</summary>
    public const int MostNameServers = 4;

    /// <summary>Most broker sets.</summary>
    public const int MostMasters = 8;

    /// <summary>Most slaves of each master.</summary>
    public const int MostSlaves = 4;

    /// <summary>Standard ports of brokers are this far apart, so that neither VIP nor replication ports meet.</summary>
    private const int BrokerPortStep = 10;

    /// <summary>What is wrong with it and what is allowed; null when it can be started.</summary>
    public string? Problem =>
        Outside(ClusterShapeFile.NameServersKey, NameServers, 1, MostNameServers)
        ?? Outside(ClusterShapeFile.MastersKey, Masters, 1, MostMasters)
        ?? Outside(ClusterShapeFile.SlavesKey, SlavesPerMaster, 0, MostSlaves)
        ?? (IsSynchronous && SlavesPerMaster == 0
            ? $"{ClusterShapeFile.ReplicationKey}=sync needs {ClusterShapeFile.SlavesKey} of at least 1: a master without a slave could confirm nothing"
            : null);

    /// <summary>Its processes in start order: name servers, masters, slaves.</summary>
    /// <param name="nameServerPort">Standard port of the first name server; 0 asks for any free ones.</param>
    /// <param name="brokerPort">Standard port of the first broker; 0 asks for any free ones.</param>
    public IEnumerable<ClusterMember> Members(int nameServerPort, int brokerPort)
    {
        for (var index = 0; index < NameServers; index++)
            yield return new ClusterMember(ServerKind.NameServer, index == 0 ? "namesrv" : $"namesrv-{index + 1}", Distant(nameServerPort, index));
        for (var id = 0; id <= SlavesPerMaster; id++)
        {
            for (var set = 0; set < Masters; set++)
            {
                var brokerName = $"broker-{(char)('a' + set)}";
                var name = id switch { 0 => brokerName, 1 => $"{brokerName}-s", _ => $"{brokerName}-s{id}" };
                yield return new ClusterMember(ServerKind.Broker, name, Distant(brokerPort, ((id * Masters) + set) * BrokerPortStep)) { BrokerName = brokerName, BrokerId = id };
            }
        }

        static int Distant(int first, int distance) => first == 0 ? 0 : first + distance;
    }

    private static string? Outside(string key, int value, int least, int most) =>
        value < least || value > most ? $"{key}={value} is not allowed: {least} to {most}" : null;
}
