using Microsoft.AspNetCore.WebUtilities;
using RocketMQ.Admin.CommandLines;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>A line of mqadmin while its page is found: keeps which options the page takes up.</summary>
internal sealed class CommandReading
{
    private readonly CommandLine _line;

    public CommandReading(CommandLine line, IReadOnlyList<PaletteCluster> clusters)
    {
        _line = line;
        var named = Any("clusterName", "cluster", "clustername");
        var address = Any("brokerAddr", "broker");
        // A cluster of the brokers' has the same name here mostly, but need not.
        var found = clusters.FirstOrDefault(cluster => cluster.Name == named)
            ?? clusters.FirstOrDefault(cluster => named is not null && cluster.Snapshot.Brokers.Any(broker => broker.ClusterName == named))
            ?? clusters.FirstOrDefault(cluster => address is not null && cluster.Snapshot.Brokers.Any(broker => broker.Address == address));
        Cluster = found ?? clusters[0];
        Broker = Cluster.Snapshot.Brokers.FirstOrDefault(broker => broker.Address == address)
            ?? (Any("brokerName", "broker") is { } name ? Cluster.Snapshot.Brokers.Where(broker => broker.BrokerName == name).MinBy(broker => broker.BrokerId) : null);
        // What names nothing that is known here is told to whoever pasted the line.
        if (found is null)
            Used.ExceptWith(["clusterName", "cluster", "clustername"]);
        if (Broker is null)
            Used.ExceptWith(["brokerAddr", "brokerName", "broker"]);
    }

    /// <summary>The cluster that the line is for: the one it names or whose broker it names, else the one that is open.</summary>
    public PaletteCluster Cluster { get; }

    /// <summary>The broker that the line names; null where it names none that is known.</summary>
    public BrokerSnapshot? Broker { get; }

    /// <summary>Long names of the options that were asked for.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of an option; null where it is not given.</summary>
    public string? this[string option]
    {
        get
        {
            Used.Add(option);
            return _line[option];
        }
    }

    /// <summary>An address with the options as parameters; those that the line does not have are left out.</summary>
    public static string With(string address, params (string Parameter, string? Value)[] parameters) => QueryHelpers.AddQueryString(
        address,
        parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Parameter, parameter.Value)));

    private string? Any(params string[] options) => options.Select(option => this[option]).FirstOrDefault(value => value is not null);
}
