using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Topics and groups of a cluster, asked of every master with three requests each, and a few more about single groups.</summary>
/// <remarks>One round at a time, kept so by a semaphore. Results are replaced as a whole after each round.</remarks>
internal sealed class ClusterLists(IAdminClient admin, Question question, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan SystemNamesAge = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LagTrends _trends = new(time);
    private readonly GroupFigures _figures = new(admin, question, time);
    private ImmutableDictionary<string, MasterLists> _masters = ImmutableDictionary<string, MasterLists>.Empty;
    private ImmutableHashSet<string> _systemNames = [];
    private DateTimeOffset _systemNamesDue = DateTimeOffset.MinValue;
    private volatile Listing _current = new(null, [], [], []);

    /// <summary>Groups that pages show.</summary>
    public GroupWatchers Watched => _figures.Watched;

    /// <summary>The outcome of the last round.</summary>
    public Listing Current => _current;

    /// <summary>Asks all masters anew and waits until each has answered or failed.</summary>
    public async Task AskAsync(IReadOnlyCollection<BrokerNode> masters, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var names = AskSystemNamesAsync(stopping);
            var lists = await Task.WhenAll(masters.Select(async master => KeyValuePair.Create(
                master.Address,
                await (_masters.GetValueOrDefault(master.Address) ?? new MasterLists(master.BrokerName, null, null, null, []))
                    .AskAsync(master.Address, admin, question, stopping))));
            await names;
            _masters = lists.ToImmutableDictionary();
            var all = _masters.Values.OrderBy(list => list.BrokerName, StringComparer.Ordinal).ToList();
            var own = _systemNames.Union(masters.SelectMany(master => new[] { master.Cluster, master.BrokerName }));
            var topics = all.TrueForAll(list => list.Topics is not null) ? all.SelectMany(list => list.Topics!.Keys).ToHashSet(StringComparer.Ordinal) : null;
            var groups = await _figures.AddAsync(_trends.Add(ListedObjects.Groups(all)), topics, masters, stopping);
            _current = new Listing(
                all.Any(list => list.Topics is not null) ? time.GetUtcNow() : null,
                ListedObjects.Unchanged(_current.Topics, ListedObjects.Topics(all, own)),
                groups,
                [.. all.SelectMany(list => list.Failures)]);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task AskSystemNamesAsync(CancellationToken stopping)
    {
        if (time.GetUtcNow() < _systemNamesDue)
            return;
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
/// <param name="Failures">What single masters did not answer.</param>
internal sealed record Listing(
    DateTimeOffset? At, ImmutableArray<TopicSnapshot> Topics, ImmutableArray<GroupSnapshot> Groups, ImmutableArray<TargetFailure> Failures);
