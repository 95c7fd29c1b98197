using System.Collections.Immutable;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// One cluster and the loop that watches it: figures of every broker each second, brokers, topics and groups every five, whatever
/// the number of pages that look.
/// </summary>
/// <remarks>
/// One loop starts all questions. Each server has its own question under way, at most one, with its own time limit; a tick waits for
/// answers only as long as the next one can still come in time, and shows what is there. Snapshots are immutable and replaced as a
/// whole. <see cref="RefreshAsync"/> runs beside the loop, on the caller's thread. Disposing ends the loop and the admin client.
/// </remarks>
internal sealed partial class ClusterConnection : IClusterConnection, IRateSource, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TickPatience = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan QuestionPatience = TimeSpan.FromSeconds(3);

    private readonly string _registeredName;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Question _question;
    private readonly ClusterLists _lists;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private ImmutableArray<BrokerLook> _brokers = [];
    private DateTimeOffset? _failedSince;
    private TargetFailure? _failure;
    private DateTimeOffset _topologyDue = DateTimeOffset.MinValue;
    private DateTimeOffset _listsDue = DateTimeOffset.MinValue;
    private Task _askingTopology = Task.CompletedTask;
    private Task _listing = Task.CompletedTask;
    private Task _loop = Task.CompletedTask;
    private volatile ClusterSnapshot _snapshot = ClusterSnapshot.Unknown;

    /// <summary>A connection that does nothing until <see cref="Start"/>.</summary>
    /// <param name="name">Name in addresses and on screen.</param>
    /// <param name="admin">Asks it; ended with this connection.</param>
    /// <param name="time">Paces the loop.</param>
    /// <param name="logger">For bugs of the console itself; what servers fail to answer stands in the snapshot.</param>
    /// <param name="registeredName">The name its brokers register, when that is another one; others at the same name servers are left out.</param>
    public ClusterConnection(string name, IAdminClient admin, TimeProvider time, ILogger<ClusterConnection> logger, string? registeredName = null)
    {
        Name = name;
        _registeredName = registeredName ?? name;
        Admin = admin;
        _time = time;
        _logger = logger;
        _question = new Question(QuestionPatience, time, logger);
        _lists = new ClusterLists(admin, _question, time);
    }

    public event Action? Changed;

    public string Name { get; }

    public IAdminClient Admin { get; }

    public ClusterSnapshot Snapshot => _snapshot;

    public RowWatchers Watched => _lists.Watched;

    public RowWatchers WatchedTopics => _lists.WatchedTopics;

    public RateHistory Rates { get; } = new();

    /// <summary>Starts the loop.</summary>
    public void Start() => _loop = RunAsync(_stop.Token);

    public async Task<ClusterSnapshot> RefreshAsync(CancellationToken cancellation = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        await AskTopologyAsync(either.Token);
        await _lists.AskAsync(Masters(), either.Token);
        return Publish();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loop, _listing, _askingTopology).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _lists.Dispose();
        await Admin.DisposeAsync();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        // The caller goes on; the first questions may take their time.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                await TickAsync(stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        StartTopologyIfDue(stopping);
        if (_brokers.IsEmpty)
            await WaitAsync(_askingTopology, stopping);
        StartListsIfDue(stopping);
        await WaitAsync(Task.WhenAll([_askingTopology, .. _brokers.Select(broker => broker.AskAsync(stopping))]), stopping);
        Rates.Add(new RateTick(_time.GetUtcNow(), [.. _brokers.Select(broker => broker.Rate)]));
        Publish();
    }

    private Task WaitAsync(Task answers, CancellationToken stopping) => answers.IsCompleted
        ? Task.CompletedTask
        : Task.WhenAny(answers, Task.Delay(TickPatience, _time, stopping));

    private void StartTopologyIfDue(CancellationToken stopping)
    {
        // While nobody answers, each tick tries: a connection refused costs little.
        if (!_askingTopology.IsCompleted || (_failure is null && _time.GetUtcNow() < _topologyDue))
            return;
        _topologyDue = _time.GetUtcNow() + ListInterval;
        _askingTopology = AskTopologyAsync(stopping);
    }

    private void StartListsIfDue(CancellationToken stopping)
    {
        if (!_listing.IsCompleted || _brokers.IsEmpty || _time.GetUtcNow() < _listsDue)
            return;
        _listsDue = _time.GetUtcNow() + ListInterval;
        _listing = ListAsync(stopping);
    }

    private async Task ListAsync(CancellationToken stopping)
    {
        await _lists.AskAsync(Masters(), stopping);
        Publish();
    }

    private async Task AskTopologyAsync(CancellationToken stopping)
    {
        var servers = string.Join(";", Admin.NameServers.Addresses);
        var outcome = await _question.AskAsync(servers, "GET_BROKER_CLUSTER_INFO", limit => Admin.NameServers.GetClusterAsync(limit), stopping);
        lock (_gate)
        {
            _failure = outcome.Failure;
            _failedSince = outcome.IsAnswered ? null : _failedSince ?? _time.GetUtcNow();
            if (outcome.Value is { } topology)
                Follow(topology);
        }
    }

    private void Follow(ClusterTopology topology)
    {
        var known = _brokers.ToDictionary(broker => broker.Node);
        _brokers =
        [
            .. topology.Brokers
                .Where(node => node.Cluster == _registeredName)
                .Select(node => known.GetValueOrDefault(node) ?? new BrokerLook(node, Admin, _question, _time)),
        ];
    }

    private List<BrokerNode> Masters() => [.. _brokers.Where(broker => broker.Node.IsMaster).Select(broker => broker.Node)];

    private ClusterSnapshot Publish()
    {
        ClusterSnapshot snapshot;
        lock (_gate)
        {
            var listing = _lists.Current;
            var heard = _brokers.Any(broker => broker.Snapshot.Runtime is not null);
            snapshot = _snapshot = new ClusterSnapshot
            {
                UpdatedAt = heard ? _time.GetUtcNow() : _snapshot.UpdatedAt,
                FailedSince = _failedSince,
                Failure = _failure?.Reason,
                Brokers = [.. _brokers.Select(broker => broker.Snapshot)],
                ListedAt = listing.At,
                Topics = listing.Topics,
                Groups = listing.Groups,
                Flows = listing.Flows,
                ProducerGroups = listing.Producers,
                Failures = [.. Failures(listing)],
            };
        }

        Tell();
        return snapshot;
    }

    private void Tell()
    {
        foreach (var listener in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action)listener)();
            }
#pragma warning disable CA1031 // A page that fails must not end the collector, nor keep the news from the others.
            catch (Exception bug)
#pragma warning restore CA1031
            {
                LogListenerFailed(_logger, bug, Name);
            }
        }
    }

    private IEnumerable<TargetFailure> Failures(Listing listing) =>
        new[] { _failure }.Concat(_brokers.Select(broker => broker.Failure)).OfType<TargetFailure>().Concat(listing.Failures);

    [LoggerMessage(Level = LogLevel.Error, Message = "A page that shows cluster {Cluster} failed to take a new snapshot")]
    private static partial void LogListenerFailed(ILogger logger, Exception exception, string cluster);
}
