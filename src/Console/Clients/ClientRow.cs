using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Clients;

/// <summary>One client of a cluster, with everything it is part of.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Address">Where it connects from.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="Version">Release of its library.</param>
/// <param name="Consumes">Consumer groups it is a member of.</param>
/// <param name="Produces">Producer groups it is a member of.</param>
public sealed record ClientRow(string ClientId, string Address, string Language, string Version, IReadOnlyList<string> Consumes, IReadOnlyList<string> Produces)
{
    /// <summary>The consumer groups as text, for sorting and filters.</summary>
    public string ConsumerText => string.Join(", ", Consumes);

    /// <summary>The producer groups as text, for sorting and filters.</summary>
    public string ProducerText => string.Join(", ", Produces);

    /// <summary>Every client that is known: members of the groups that were asked about, and producers.</summary>
    public static IReadOnlyList<ClientRow> Of(ClusterSnapshot snapshot, Producers? producers)
    {
        var consumers = snapshot.Groups.SelectMany(group => (group.Presence?.Clients ?? []).Select(client => (Client: client, Group: group.Name, Consumes: true)));
        var senders = (producers?.Groups ?? ImmutableDictionary<string, ImmutableArray<ConnectedClient>>.Empty)
            .SelectMany(group => group.Value.Select(client => (Client: client, Group: group.Key, Consumes: false)));
        return
        [
            .. consumers.Concat(senders).GroupBy(entry => entry.Client.ClientId, StringComparer.Ordinal).OrderBy(client => client.Key, StringComparer.Ordinal)
                .Select(client => new ClientRow(
                    client.Key,
                    client.First().Client.Address,
                    client.First().Client.Language,
                    client.First().Client.Version,
                    Names(client.Where(entry => entry.Consumes).Select(entry => entry.Group)),
                    Names(client.Where(entry => !entry.Consumes).Select(entry => entry.Group)))),
        ];
    }

    /// <summary>Whether a filter finds it: by its id, its address or a group.</summary>
    internal bool Matches(NameFilter filter) =>
        filter.Matches(ClientId) || filter.Matches(Address) || Consumes.Any(filter.Matches) || Produces.Any(filter.Matches);

    private static IReadOnlyList<string> Names(IEnumerable<string> groups) => [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
