using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Radar;

namespace RocketMQ.ManagementConsole.Inventory;

/// <summary>Compares what each cluster has with what it had, every few seconds, and keeps what is different.</summary>
/// <remarks>
/// One loop; what it last saw is its own, and is read from the file after a start. Snapshots in which a server is silent are passed over: what it
/// did not tell is not gone. The only question of its own is that of the radar, for the settings of brokers, every five minutes.
/// </remarks>
internal sealed partial class InventoryRecorder(
    ClusterDirectory directory, ClusterConnections connections, Retentions retentions, InventoryStore store, TimeProvider time, ILogger<InventoryRecorder> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private bool _failing;

    /// <summary>Looks at all clusters. Called by one thread at a time.</summary>
    public void Look()
    {
        foreach (var cluster in directory.All)
        {
            if (connections.Find(cluster.Name) is { Snapshot: { ListedAt: not null, FailedSince: null, Failures.IsEmpty: true } snapshot } connection)
                Look(connection, snapshot);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages need not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends.
        }
    }

    private void Look(IClusterConnection connection, ClusterSnapshot snapshot)
    {
        try
        {
            if (!_seen.TryGetValue(connection.Name, out var seen))
                _seen[connection.Name] = seen = new Seen(store.Current(connection.Name));
            var changes = seen.Take(snapshot, retentions.FindSettings(connection));
            try
            {
                store.Write(connection.Name, time.GetUtcNow(), changes);
                _failing = false;
            }
            catch (SqliteException)
            {
                // Compared with the file again the next time.
                _seen.Remove(connection.Name);
                throw;
            }
        }
        catch (SqliteException failure)
        {
            // Said once, not every few seconds.
            if (!_failing)
                LogNotWritten(failure);
            _failing = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What changed in the clusters cannot be kept until the history can be written again")]
    private partial void LogNotWritten(Exception exception);

    /// <summary>What one cluster had when it was last looked at. Settings that are the same object or equal are not written out anew.</summary>
    private sealed class Seen(Dictionary<Definition, string> states)
    {
        private readonly Dictionary<Definition, object> _configs = [];

        public List<KeyValuePair<Definition, string?>> Take(ClusterSnapshot snapshot, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings)
        {
            var changes = new List<KeyValuePair<Definition, string?>>();
            var present = new HashSet<Definition>();
            foreach (var broker in snapshot.Brokers)
                Put(new Definition(DefinitionKind.Broker, FormattableString.Invariant($"{broker.BrokerName}/{broker.BrokerId}")), DefinitionReader.Of(broker));
            foreach (var (broker, values) in settings)
                Put(new Definition(DefinitionKind.Settings, broker), new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal));
            foreach (var topic in snapshot.Topics)
                PutConfigs(new Definition(DefinitionKind.Topic, topic.Name), topic.Configs, "topicName");
            foreach (var group in snapshot.Groups)
                PutConfigs(new Definition(DefinitionKind.Group, group.Name), group.Configs, "groupName");
            foreach (var group in snapshot.Groups.Where(group => group.Presence is { Failure: null }))
            {
                foreach (var client in group.Presence!.Clients)
                    Put(new Definition(DefinitionKind.Client, client.ClientId, group.Name), DefinitionReader.Of(client));
            }

            foreach (var (group, producers) in snapshot.ProducerGroups ?? ImmutableDictionary<string, ImmutableArray<ConnectedClient>>.Empty)
            {
                foreach (var producer in producers)
                    Put(new Definition(DefinitionKind.Producer, producer.ClientId, group), DefinitionReader.Of(producer));
            }

            var asked = snapshot.Groups.Where(group => group.Presence is { Failure: null }).Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in states.Keys.Where(known => !present.Contains(known) && IsGone(known)).ToList())
            {
                states.Remove(gone);
                _configs.Remove(gone);
                changes.Add(new(gone, null));
            }

            return changes;

            // Members of groups that were not asked yet, producers when a broker did not tell them, and settings that were not told yet, are not gone.
            bool IsGone(Definition known) => known.Kind switch
            {
                DefinitionKind.Client => asked.Contains(known.Owner) || !present.Contains(new Definition(DefinitionKind.Group, known.Owner)),
                DefinitionKind.Producer => snapshot.ProducerGroups is not null,
                DefinitionKind.Settings => snapshot.Brokers.All(broker => DefinitionReader.NameOfSettings(broker.BrokerName, broker.BrokerId) != known.Name),
                _ => true,
            };

            void Put(Definition what, SortedDictionary<string, string>? fields)
            {
                present.Add(what);
                if (fields is not null && JsonSerializer.Serialize(fields) is var state && states.GetValueOrDefault(what) != state)
                {
                    states[what] = state;
                    changes.Add(new(what, state));
                }
            }

            void PutConfigs<TConfig>(Definition what, IReadOnlyDictionary<string, TConfig> configs, string nameField)
            {
                if (_configs.TryGetValue(what, out var before) && (ReferenceEquals(before, configs) || ((IReadOnlyDictionary<string, TConfig>)before).SequenceEqual(configs)))
                {
                    present.Add(what);
                    return;
                }

                Put(what, DefinitionReader.Of(configs, nameField));
                _configs[what] = configs;
            }
        }
    }
}
