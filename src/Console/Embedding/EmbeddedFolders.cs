namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Where in the data folder the clusters of the console lie: the one that it brings along in a place of its own, each other under its name.</summary>
/// <param name="dataFolder">The console's data folder.</param>
/// <param name="bringsAlong">Whether there is a cluster that the console brings along; with <c>--attach</c> there is none.</param>
/// <param name="ports">Where servers that have no properties file yet are to listen.</param>
internal sealed class EmbeddedFolders(string dataFolder, bool bringsAlong, ClusterPorts ports)
{
    private readonly string _broughtAlong = Path.Combine(dataFolder, "cluster");
    private readonly string _created = Path.Combine(dataFolder, "clusters");

    /// <summary>Where servers that have no properties file yet are to listen.</summary>
    public ClusterPorts Ports { get; } = ports;

    /// <summary>Folder of a cluster.</summary>
    public string Of(string name) => IsBroughtAlong(name) ? _broughtAlong : Path.Combine(_created, name);

    /// <summary>Whether it is the cluster that the console brings along.</summary>
    public bool IsBroughtAlong(string name) => bringsAlong && name == EmbeddedClusterOptions.DefaultName;

    /// <summary>The clusters that there are, the one that the console brings along first.</summary>
    public IEnumerable<EmbeddedClusterOptions> Existing()
    {
        if (bringsAlong && !new ClusterShapeFile(_broughtAlong).IsRetired)
            yield return new EmbeddedClusterOptions { Folder = _broughtAlong, NameServerPort = Ports.NameServer, BrokerPort = Ports.Broker };
        if (!Directory.Exists(_created))
            yield break;
        foreach (var folder in Directory.GetDirectories(_created).Order(StringComparer.Ordinal).Where(folder => new ClusterShapeFile(folder).Exists))
            yield return new EmbeddedClusterOptions { Folder = folder, ClusterName = Path.GetFileName(folder), NameServerPort = Ports.NameServer, BrokerPort = Ports.Broker };
    }

    /// <summary>Whether nothing stands in the way of a new cluster of that name; files that were kept do.</summary>
    public bool IsFree(string name)
    {
        var folder = Of(name);
        return !Path.Exists(folder)
            || (IsBroughtAlong(name) && Directory.EnumerateFileSystemEntries(folder).All(entry => entry == new ClusterShapeFile(folder).RetiredPath));
    }

    /// <summary>Makes a folder no cluster's, and removes its files unless they are to be kept.</summary>
    /// <exception cref="IOException">Something can not be removed.</exception>
    public void Delete(string name, bool keepFolder)
    {
        var folder = Of(name);
        var file = new ClusterShapeFile(folder);
        Directory.CreateDirectory(folder);
        file.Retire();
        if (keepFolder)
            return;
        foreach (var part in Directory.GetDirectories(folder))
            Directory.Delete(part, recursive: true);
        // Of the cluster that the console brings along the note stays: without it the next start would be the first again.
        foreach (var part in Directory.GetFiles(folder).Where(part => part != file.RetiredPath))
            File.Delete(part);
        if (!IsBroughtAlong(name))
            Directory.Delete(folder, recursive: true);
    }
}
