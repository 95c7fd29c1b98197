using System.Collections.Concurrent;
using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.History;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Canaries;

/// <summary>Sends a small message to every master of the clusters that are to be proven alive, reads it back, and keeps how long that took.</summary>
/// <remarks>One try at each broker is under way at a time. Proofs are of this console's lifetime; clusters that are switched off have none.</remarks>
internal sealed class CanaryProber(ClusterDirectory directory, ClusterConnections connections, CanaryStore store, TimeProvider time, ILogger<CanaryProber> logger)
    : BackgroundService
{
    /// <summary>The topic of the messages.</summary>
    public const string Topic = "console-proof-of-life";

    /// <summary>How often each broker is tried.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Cluster, string Broker), ProofHistory> _histories = new();
    private readonly Question _question = new(Patience, time, logger);

    /// <summary>How the brokers of a cluster did, by name; empty when it is switched off.</summary>
    public IReadOnlyList<Proof> Find(string cluster) =>
        [.. _histories.Where(pair => pair.Key.Cluster == cluster).Select(pair => pair.Value.Proof).OrderBy(proof => proof.BrokerName, StringComparer.Ordinal)];

    /// <summary>The same as figures of the masters.</summary>
    public IEnumerable<Reading> Readings(string cluster, DateTimeOffset now)
    {
        foreach (var proof in Find(cluster))
        {
            var master = Subject.Broker(proof.BrokerName, 0);
            if (proof.LastSuccess is { } last)
                yield return new Reading(master, Figure.ProofAge, (now - last).TotalSeconds);
            if (proof.Last is { } took && proof.Failure is null)
                yield return new Reading(master, Figure.RoundTrip, took);
        }
    }

    /// <summary>Tries every master of every cluster that is switched on, once.</summary>
    public async Task ProbeAsync(CancellationToken stopping = default)
    {
        var wanted = directory.All.Where(cluster => store.IsOn(cluster.Name)).Select(cluster => connections.Find(cluster.Name)).OfType<IClusterConnection>().ToList();
        var masters = wanted.SelectMany(connection => connection.Snapshot.Masters().Select(master => (Connection: connection, master.BrokerName))).ToList();
        foreach (var gone in _histories.Keys.Except(masters.Select(master => (master.Connection.Name, master.BrokerName))).ToList())
            _histories.TryRemove(gone, out _);
        await Task.WhenAll(masters.Select(master => ProbeAsync(master.Connection, master.BrokerName, stopping)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ProbeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends.
        }
    }

    private async Task ProbeAsync(IClusterConnection connection, string broker, CancellationToken stopping)
    {
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        var outcome = await _question.AskAsync(broker, "SEND_MESSAGE", limit => RoundTripAsync(connection, broker, at, limit), stopping);
        _histories.GetOrAdd((connection.Name, broker), _ => new ProofHistory(broker))
            .Add(at, outcome.IsAnswered ? time.GetElapsedTime(started).TotalMilliseconds : null, outcome.Failure?.Reason);
    }

    private static async Task<LocatedMessage> RoundTripAsync(IClusterConnection connection, string broker, DateTimeOffset at, CancellationToken limit)
    {
        var queue = new MessageQueue(Topic, broker, 0);
        var body = Encoding.UTF8.GetBytes(at.ToString("O"));
        var sent = await connection.Admin.Messages.SendAsync(new OutgoingMessage(Topic, body) { Queue = queue }, limit);
        var back = await connection.Admin.Messages.FindAtAsync(sent.Queue, sent.QueueOffset, limit);
        return back is not null && back.Message.Body.Span.SequenceEqual(body)
            ? back
            : throw new ArgumentException($"{broker} stored the message at offset {sent.QueueOffset} and does not give it back");
    }
}
