using System.CommandLine;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

internal sealed class ClusterList : AdminCommand
{
    private readonly Option<bool> _more = Opt.Flag("m", "moreStats", "Print more stats");
    private readonly Option<long?> _interval = Opt.Maybe("i", "interval", "specify intervals numbers, it is in seconds", 1, 86_400);
    private readonly Option<string> _cluster = Opt.Text("c", "clusterName", "only this cluster");

    public override string Name => "clusterList";

    public override string Description => "lists clusters and brokers with their load";

    public override IReadOnlyList<Option> Options => [_more, _interval];

    public override IReadOnlyList<Option> Ours => [_cluster];

    public override IReadOnlyList<string> Differences =>
        ["what a broker does not tell is '-', where the original prints 0, or half a million hours", "columns of 5.x appear when a broker tells more than 4.9 does"];

    public override bool IsListing => true;

    public override TimeSpan? Interval(Invocation call) => call.Get(_interval) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var wanted = call.Text(_cluster);
        if (wanted is not null && !topology.ClusterNames.Contains(wanted))
            throw new ArgumentException($"there is no cluster '{wanted}'; known: {string.Join(", ", topology.ClusterNames)}");
        var brokers = topology.Brokers.Where(broker => wanted is null || broker.Cluster == wanted).ToList();
        var asked = await Task.WhenAll(brokers.Select(broker => call.Admin.Brokers.GetRuntimeAsync(BrokerTarget.Address(broker.Address), call.Cancellation)));
        var lines = brokers.Zip(asked).Select(pair => Line(pair.First, pair.Second.Values.GetValueOrDefault(pair.First.Address), call.Time)).ToList();
        // One broker that is silent does not make the cluster unreachable.
        return Answer.Of(new ClusterView(lines), CliJson.Default.ClusterView, screen => ClusterTables.Print(screen, lines, call.Get(_more)))
            .With([.. asked.SelectMany(answer => answer.Failures)]);
    }

    private static ClusterLine Line(BrokerNode broker, BrokerRuntimeInfo? runtime, TimeProvider time) => new(
        broker.Cluster, broker.BrokerName, broker.BrokerId, broker.Address, runtime?.VersionName, Load(runtime), Totals(runtime), Timer(runtime))
    {
        IsSilent = runtime is null,
        PageCacheLockMilliseconds = runtime?.PageCacheLockMilliseconds,
        // The original takes -1, "not known", for a time and prints half a million hours.
        Hours = runtime?.EarliestMessageAt is { } earliest ? (time.GetUtcNow() - earliest).TotalHours : null,
        DiskRatio = runtime?.CommitLogDiskRatio,
        IsActive = runtime?.IsActive,
    };

    private static BrokerLoad? Load(BrokerRuntimeInfo? runtime) => runtime is null ? null : new BrokerLoad(
        runtime.PutTps,
        runtime.SendQueueSize,
        runtime.SendQueueHeadWaitMilliseconds,
        runtime.GetTransferredTps,
        runtime.PullQueueSize,
        runtime.PullQueueHeadWaitMilliseconds,
        runtime.AckQueueSize,
        runtime.AckQueueHeadWaitMilliseconds);

    private static BrokerTotals? Totals(BrokerRuntimeInfo? runtime) => runtime is null ? null : new BrokerTotals(
        runtime.PutTotalAtMidnight - runtime.PutTotalAtMidnightBefore,
        runtime.GetTotalAtMidnight - runtime.GetTotalAtMidnightBefore,
        runtime.PutTotal - runtime.PutTotalAtMidnight,
        runtime.GetTotal - runtime.GetTotalAtMidnight);

    private static TimerLoad? Timer(BrokerRuntimeInfo? runtime) => runtime?.TimerReadBehind is not { } behind ? null : new TimerLoad(
        behind, runtime.TimerOffsetBehind, runtime.TimerCongestion, runtime.TimerEnqueueTps, runtime.TimerDequeueTps);
}

/// <summary>Brokers, a line each.</summary>
internal sealed record ClusterView(IReadOnlyList<ClusterLine> Brokers);

/// <summary>A broker. What it does not tell, or all when it is silent, is null.</summary>
internal sealed record ClusterLine(
    string Cluster, string BrokerName, long BrokerId, string Address, string? Version, BrokerLoad? Load, BrokerTotals? Totals, TimerLoad? Timer)
{
    /// <summary>Whether it did not answer.</summary>
    public bool IsSilent { get; init; }

    public long? PageCacheLockMilliseconds { get; init; }

    /// <summary>Age of its oldest message.</summary>
    public double? Hours { get; init; }

    /// <summary>Share of the commit log's disk that is in use, 0 to 1.</summary>
    public double? DiskRatio { get; init; }

    /// <summary>5.x: whether it serves.</summary>
    public bool? IsActive { get; init; }
}

/// <summary>Messages per second, and what waits.</summary>
internal sealed record BrokerLoad(
    double? InTps, long? SendWaiting, long? SendHeadWaitMilliseconds, double? OutTps, long? PullWaiting, long? PullHeadWaitMilliseconds, long? AckWaiting,
    long? AckHeadWaitMilliseconds);

/// <summary>Messages of two days.</summary>
internal sealed record BrokerTotals(long? InYesterday, long? OutYesterday, long? InToday, long? OutToday);

/// <summary>5.x: how the timer keeps up.</summary>
internal sealed record TimerLoad(long ReadBehindSeconds, long? OffsetBehind, long? Congestion, double? EnqueueTps, double? DequeueTps);
