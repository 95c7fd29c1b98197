using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Topics and groups of a cluster with their rates, lags and clients. A round is at most ten requests to each master, however many topics and
/// groups there are: topics, groups, progress and producers in bulk, and in turns who is online of three groups, the dead letters of one, every
/// other round the end of a topic that somebody may have lost messages of, at times the system topics, and with what is left the ends of topics
/// that nobody consumes.
/// </summary>
/// <remarks>One round at a time, kept so by a semaphore. Results are replaced as a whole after each round.</remarks>
internal sealed class ClusterLists(IAdminClient admin, Question question, TimeProvider time) : IDisposable
{
    private const int MostRequests = 10;

    // Topics, groups, progress, producers.
    private const int BulkRequests = 4;

    private static readonly TimeSpan SystemNamesAge = TimeSpan.FromMinutes(5);

    // A count of members that is older than this is not known any more.
    private static readonly TimeSpan PresenceAge = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LagTrends _trends = new(time);
    private readonly GroupFigures _figures = new(admin, question, time);
    private readonly QueueBacklogs _backlogs = new(time);
    private readonly QueueLosses _losses = new(admin, question, time);
    private readonly TopicFlows _flows = new(admin, question, time);
    private readonly ProducerList _producers = new(admin, question);
    private readonly OrderTopics _orders = new(admin, question);
    private ImmutableDictionary<string, MasterLists> _masters = ImmutableDictionary<string, MasterLists>.Empty;
    private ImmutableHashSet<string> _systemNames = [];
    private bool _losesTurn;
    private DateTimeOffset _systemNamesDue = DateTimeOffset.MinValue;
    private volatile Listing _current = new(null, [], [], ImmutableDictionary<string, TopicFlow>.Empty, null, []);

    /// <summary>Groups that pages show.</summary>
    public RowWatchers Watched => _figures.Watched;

    /// <summary>Topics that pages show.</summary>
    public RowWatchers WatchedTopics => _flows.Watched;

    /// <summary>The outcome of the last round.</summary>
    public Listing Current => _current;

    /// <summary>Asks all masters anew and waits until each has answered or failed.</summary>
    public async Task AskAsync(IReadOnlyCollection<BrokerNode> masters, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var systemNames = time.GetUtcNow() >= _systemNamesDue ? AskSystemNamesAsync(stopping) : null;
            var orders = _orders.AskAsync(stopping);
            var lists = await Task.WhenAll(masters.Select(async master => KeyValuePair.Create(
                master.Address,
                await (_masters.GetValueOrDefault(master.Address) ?? new MasterLists(master.BrokerName, null, null, null, 0, []))
                    .AskAsync(master.Address, admin, question, time, stopping))));
            await Task.WhenAll(systemNames ?? Task.CompletedTask, orders);
            _masters = lists.ToImmutableDictionary();
            var all = _masters.Values.OrderBy(list => list.BrokerName, StringComparer.Ordinal).ToList();
            var own = _systemNames.Union(masters.SelectMany(master => new[] { master.Cluster, master.BrokerName }));
            var topics = ListedObjects.Unchanged(_current.Topics, ListedObjects.Topics(all, own, _orders.Known));
            var names = all.TrueForAll(list => list.Topics is not null) ? all.SelectMany(list => list.Topics!.Keys).ToHashSet(StringComparer.Ordinal) : null;
            // Who did not answer so far is not asked more.
            List<BrokerNode> answering = [.. masters.Where(master => _masters[master.Address].Failures.IsEmpty)];
            var producing = _producers.AskAsync(answering, stopping);
            var behind = _backlogs.Add(ListedObjects.Groups(all), all);
            var endangered = _losses.Endangered(behind);
            _losesTurn = !_losesTurn && endangered.Count > 0;
            var losing = _losesTurn ? _losses.AskAsync(endangered, stopping) : Task.CompletedTask;
            var listed = _trends.Add(behind);
            var left = MostRequests - BulkRequests - GroupFigures.RequestsFor(listed, names) - (systemNames is null ? 0 : 1) - (_losesTurn ? 1 : 0);
            var flowing = _flows.AskAsync(all, topics, left, stopping);
            var groups = await _figures.AddAsync(listed, names, masters, stopping);
            await losing;
            groups = _losses.Add(groups);
            var flows = await flowing;
            var failures = await producing;
            _current = new Listing(
                all.Any(list => list.Topics is not null) ? time.GetUtcNow() : null,
                topics,
                [.. groups.Select(group => With(group, flows))],
                flows,
                answering.Count == masters.Count ? _producers.Groups : null,
                [.. all.SelectMany(list => list.Failures), .. failures]);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private GroupSnapshot With(GroupSnapshot group, ImmutableDictionary<string, TopicFlow> flows)
    {
        var rates = group.Topics?.Select(topic => flows.GetValueOrDefault(topic)?.InRate).ToList();
        return group with
        {
            InRate = rates is { Count: > 0 } && rates.TrueForAll(rate => rate is not null) ? rates.Sum() : null,
            Members = group.Presence is { } presence && time.GetUtcNow() - presence.At <= PresenceAge ? presence.Members : null,
        };
    }

    private async Task AskSystemNamesAsync(CancellationToken stopping)
    {
        var outcome = await question.AskAsync(
            admin.NameServers.Addresses[0],
            "GET_SYSTEM_TOPIC_LIST",
            limit => admin.Topics.ListSystemNamesAsync(limit),
            stopping);
        // Without an answer the names built into the servers still tell most of them.
        if (outcome.Value is not { } answer)
            return;
        _systemNames = _systemNames.Union(answer.Values.Values.SelectMany(names => names));
        if (answer.IsComplete)
            _systemNamesDue = time.GetUtcNow() + SystemNamesAge;
    }
}

/// <summary>Topics and groups as one round found them.</summary>
/// <param name="At">When; null before any master answered.</param>
/// <param name="Topics">In order of name.</param>
/// <param name="Groups">In order of name.</param>
/// <param name="Flows">Rates by topic.</param>
/// <param name="Producers">Producers connected, by group; null when not every master tells.</param>
/// <param name="Failures">What single masters did not answer.</param>
internal sealed record Listing(
    DateTimeOffset? At, ImmutableArray<TopicSnapshot> Topics, ImmutableArray<GroupSnapshot> Groups,
    ImmutableDictionary<string, TopicFlow> Flows, ImmutableDictionary<string, ImmutableArray<ConnectedClient>>? Producers,
    ImmutableArray<TargetFailure> Failures);
