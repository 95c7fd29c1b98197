using RocketMQ.Admin;
using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.NameServers;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Looks at one broker process again and again: its runtime figures, and rates from its counters.</summary>
/// <remarks>At most one question is under way. The answer replaces the snapshot as a whole, on whatever thread it arrives.</remarks>
internal sealed class BrokerLook(BrokerNode node, IAdminClient admin, Question question, TimeProvider time)
{
    private const string What = "GET_BROKER_RUNTIME_INFO";

    private readonly CounterRate _in = new();
    private readonly CounterRate _out = new();
    private readonly PutLatencies _latencies = new();
    private DateTimeOffset? _startedAt;
    private Task _asking = Task.CompletedTask;
    private volatile BrokerSnapshot _snapshot = new()
    {
        BrokerName = node.BrokerName,
        BrokerId = node.BrokerId,
        Address = node.Address,
        ClusterName = node.Cluster,
    };
    private volatile TargetFailure? _failure;

    /// <summary>Which process.</summary>
    public BrokerNode Node => node;

    /// <summary>What is known of it now.</summary>
    public BrokerSnapshot Snapshot => _snapshot;

    /// <summary>Its rates for the tick that ends now; unknown while it still owes the answer, even though the last ones are still shown.</summary>
    public BrokerRate Rate => _asking.IsCompleted
        ? new BrokerRate(node.BrokerName, node.Address, _snapshot.InRate, _snapshot.OutRate)
        : new BrokerRate(node.BrokerName, node.Address, null, null);

    /// <summary>Why it did not answer the last question; null when it did or none was finished yet.</summary>
    public TargetFailure? Failure => _failure;

    /// <summary>Asks, unless the previous question is still under way. Called by one thread at a time.</summary>
    /// <returns>Completes when it has answered or failed.</returns>
    public Task AskAsync(CancellationToken stopping)
    {
        if (_asking.IsCompleted)
            _asking = LookAsync(stopping);
        return _asking;
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var outcome = await question.AskAsync(node.Address, What, limit => admin.Brokers.GetRuntimeAsync(node.Address, limit), stopping);
        var at = time.GetTimestamp();
        _failure = outcome.Failure;
        if (outcome.Value is { } runtime)
        {
            // Counters begin anew with the process; by chance they may have passed the old value already.
            if (runtime.StartedAt != _startedAt)
                Forget();
            _startedAt = runtime.StartedAt;
            Show(runtime, at);
        }
        else
        {
            // Messages of a time without answers must not all count for the second of the next one.
            Forget();
            _snapshot = _snapshot with { Runtime = null, InRate = null, OutRate = null, PutLatency = null, Failure = outcome.Failure!.Reason };
        }
    }

    private void Show(BrokerRuntimeInfo runtime, long at) => _snapshot = _snapshot with
    {
        Runtime = runtime,
        InRate = _in.Next(runtime.PutTotal, at, time),
        OutRate = _out.Next(runtime.GetTotal, at, time),
        PutLatency = _latencies.Next(runtime.Table.GetValueOrDefault("putMessageDistributeTime")),
        Failure = null,
    };

    private void Forget()
    {
        _in.Reset();
        _out.Reset();
        _latencies.Reset();
    }
}
