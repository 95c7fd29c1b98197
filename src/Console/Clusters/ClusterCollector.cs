using System.Collections.Immutable;
using System.Threading.Channels;
using RocketMQ.Admin;
using RocketMQ.Admin.NameServers;
using RocketMQ.ManagementConsole.Clusters.Traffic;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Looks at one cluster again and again: brokers and their figures every second, topics and groups every five. Pages read what it saw
/// and never ask for these themselves, so that a hundred open pages cost the cluster no more than one.
/// </summary>
/// <remarks>
/// One loop owns the state; it is started by <see cref="Start"/> and ended by disposing. Snapshots are immutable and replaced as a
/// whole. A look that fails changes nothing but what it says about the failure.
/// </remarks>
internal sealed partial class ClusterCollector : IClusterConnection, IAsyncDisposable
{
    /// <summary>Between two looks at brokers.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks at topics and groups.</summary>
    public static readonly TimeSpan ListInterval = TimeSpan.FromSeconds(5);

    private const string BrokerFigures = "figures";

    private readonly TimeProvider _time;
    private readonly ILogger<ClusterCollector> _logger;
    private readonly ClusterLists _lists;
    private readonly RateMeter _meter;
    private readonly RateHistory _history = new();
    private readonly Channel<TaskCompletionSource<ClusterSnapshot>> _wishes = Channel.CreateUnbounded<TaskCompletionSource<ClusterSnapshot>>();
    private readonly CancellationTokenSource _stop = new();
    private volatile ClusterSnapshot _snapshot = ClusterSnapshot.Unknown;
    private Task _running = Task.CompletedTask;

    /// <summary>A collector that has not begun.</summary>
    public ClusterCollector(string name, IAdminClient admin, ISampleTraffic? traffic, TimeProvider time, ILogger<ClusterCollector> logger)
    {
        Name = name;
        Admin = admin;
        Traffic = traffic;
        _time = time;
        _logger = logger;
        _lists = new ClusterLists(admin);
        _meter = new RateMeter(time);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IAdminClient Admin { get; }

    /// <inheritdoc/>
    public ISampleTraffic? Traffic { get; }

    /// <inheritdoc/>
    public ClusterSnapshot Snapshot => _snapshot;

    /// <inheritdoc/>
    public IReadOnlyList<RatePoint> RatesOf(string address) => _history.Of(address);

    /// <summary>Begins to look.</summary>
    public void Start() => _running = RunAsync(_stop.Token);

    /// <inheritdoc/>
    public async Task<ClusterSnapshot> RefreshAsync(CancellationToken cancellation = default)
    {
        var wish = new TaskCompletionSource<ClusterSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_wishes.Writer.TryWrite(wish))
            return _snapshot;
        return await wish.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        long? listedAt = null;
        while (!stopping.IsCancellationRequested)
        {
            // Wishes that come while the look is under way may not be in it: they wait for the next.
            var wishes = new List<TaskCompletionSource<ClusterSnapshot>>();
            while (_wishes.Reader.TryRead(out var wish))
                wishes.Add(wish);
            var withLists = wishes.Count > 0 || listedAt is not { } last || _time.GetElapsedTime(last) >= ListInterval;
            if (withLists)
                listedAt = _time.GetTimestamp();
            await LookAsync(withLists, stopping);
            foreach (var wish in wishes)
                wish.TrySetResult(_snapshot);
            await WaitAsync(stopping);
        }

        _wishes.Writer.TryComplete();
        while (_wishes.Reader.TryRead(out var late))
            late.TrySetResult(_snapshot);
    }

    private async Task LookAsync(bool withLists, CancellationToken stopping)
    {
        try
        {
            _snapshot = await CollectAsync(withLists, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is RemotingException or AdminException)
        {
            _snapshot = _snapshot with { FailedSince = _snapshot.FailedSince ?? _time.GetUtcNow(), Failure = failure.Message };
            _history.Add(_time.GetUtcNow(), []);
        }
#pragma warning disable CA1031 // The one catch of this loop: whatever an odd server provokes must not end it, and the page says what it was.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _snapshot = _snapshot with { FailedSince = _snapshot.FailedSince ?? _time.GetUtcNow(), Failure = failure.Message };
            _history.Add(_time.GetUtcNow(), []);
            LogLookFailed(Name, failure);
        }

        Changed?.Invoke();
    }

    private async Task<ClusterSnapshot> CollectAsync(bool withLists, CancellationToken stopping)
    {
        var topology = await Admin.NameServers.GetClusterAsync(stopping);
        var brokers = await Task.WhenAll(topology.Brokers.Select(broker => AskAsync(broker, stopping)));
        var now = _time.GetUtcNow();
        var measured = brokers.Select(Measure).ToImmutableArray();
        _history.Add(now, measured);
        var next = _snapshot with
        {
            UpdatedAt = now,
            FailedSince = null,
            Failure = null,
            Brokers = measured,
            Failures =
            [
                .. measured.Where(broker => broker.Failure is not null).Select(broker => new TargetFailure(broker.Address, BrokerFigures, broker.Failure!)),
                // Lists are asked less often; what was missing in them stays missing until then.
                .. withLists ? [] : _snapshot.Failures.Where(failure => failure.What != BrokerFigures),
            ],
        };
        return withLists ? await _lists.FillAsync(next, topology, stopping) with { ListedAt = now } : next;
    }

    private async Task<(BrokerSnapshot Broker, long At)> AskAsync(BrokerNode broker, CancellationToken stopping)
    {
        var snapshot = new BrokerSnapshot
        {
            BrokerName = broker.BrokerName, BrokerId = broker.BrokerId, Address = broker.Address, ClusterName = broker.Cluster,
        };
        try
        {
            var runtime = await Admin.Brokers.GetRuntimeAsync(broker.Address, stopping);
            return (snapshot with { Runtime = runtime }, _time.GetTimestamp());
        }
        catch (Exception failure) when (failure is RemotingException or AdminException)
        {
            return (snapshot with { Failure = failure.Message }, _time.GetTimestamp());
        }
    }

    private BrokerSnapshot Measure((BrokerSnapshot Broker, long At) look)
    {
        var broker = look.Broker;
        if (broker.Runtime is null)
        {
            _meter.Forget(broker.Address);
            return broker;
        }

        var (rateIn, rateOut) = _meter.Measure(broker.Address, broker.Runtime, look.At);
        return broker with { InRate = rateIn, OutRate = rateOut };
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = Task.Delay(Interval, _time, wake.Token);
        var wish = _wishes.Reader.WaitToReadAsync(wake.Token).AsTask();
        await Task.WhenAny(pause, wish);
        await wake.CancelAsync();
        await Task.WhenAll(pause, wish).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking at cluster {Cluster} failed")]
    private partial void LogLookFailed(string cluster, Exception failure);
}
