using RocketMQ.ManagementConsole.Navigation;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>Finds pages, topics, groups and brokers by what was typed, from what the collector last saw: no request is sent.</summary>
/// <param name="clusters">Those that the user sees, the one that is open first.</param>
/// <param name="pages">Pages that the user may open, with titles in their language.</param>
internal sealed class PaletteSearch(IReadOnlyList<PaletteCluster> clusters, IReadOnlyList<PaletteEntry> pages)
{
    /// <summary>Entries of one kind that are listed.</summary>
    public const int MostOfAKind = 8;

    /// <summary>The entries, best first within each kind; the pages where nothing was typed.</summary>
    public IReadOnlyList<PaletteEntry> Find(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0
            ? pages
            : [.. Best(pages, words), .. Best(Topics(), words), .. Best(Groups(), words), .. Best(Brokers(), words)];
    }

    private static IEnumerable<PaletteEntry> Best(IEnumerable<PaletteEntry> entries, string[] words) => entries
        .Select(entry => (Entry: entry, Rank: PaletteMatch.Rank(entry.Title, words)))
        .Where(match => match.Rank is not null)
        // The order of clusters is kept among equals: the open one comes first.
        .OrderBy(match => match.Rank)
        .ThenBy(match => match.Entry.Title.Length)
        .Take(MostOfAKind)
        .Select(match => match.Entry);

    private IEnumerable<PaletteEntry> Topics() =>
        from cluster in clusters
        from topic in cluster.Snapshot.Topics
        select new PaletteEntry("Topics", topic.Name, Addresses.Topic(cluster.Name, topic.Name)) { Detail = cluster.Name, IsName = true };

    private IEnumerable<PaletteEntry> Groups() =>
        from cluster in clusters
        from name in cluster.Snapshot.Groups
        select new PaletteEntry("Groups", name.Name, Addresses.Group(cluster.Name, name.Name)) { Detail = cluster.Name, IsName = true };

    private IEnumerable<PaletteEntry> Brokers() =>
        from cluster in clusters
        from broker in cluster.Snapshot.Brokers
        select new PaletteEntry("Cluster", $"{broker.BrokerName} {broker.Address}", Addresses.Broker(cluster.Name, broker.BrokerName, broker.BrokerId))
        {
            Detail = cluster.Name, IsName = true,
        };
}
