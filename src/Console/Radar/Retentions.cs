using System.Collections.Concurrent;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Inventory;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Radar;

/// <summary>The settings of brokers, above all how long they keep messages: asked of each when somebody wants to know, and again after some minutes.</summary>
/// <remarks>Safe from any thread; one question to a broker is under way at a time, whoever asks. What a broker told stays known when it falls silent.</remarks>
internal sealed class Retentions(TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>What is known of the masters of a cluster by now, by broker name; asks those of which nothing fresh is known and does not wait for them.</summary>
    public IReadOnlyDictionary<string, Retention> Find(IClusterConnection connection) => Find(connection, connection.Snapshot.Masters(), broker => broker.BrokerName, known => known.Value);

    /// <summary>All settings in the same way, of slaves too: by what <see cref="DefinitionReader.NameOfSettings"/> calls them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> FindSettings(IClusterConnection connection) =>
        Find(connection, connection.Snapshot.Brokers, broker => DefinitionReader.NameOfSettings(broker.BrokerName, broker.BrokerId), known => known.Settings);

    /// <summary>The same, when all masters have answered or failed.</summary>
    public async Task<IReadOnlyDictionary<string, Retention>> FindAsync(IClusterConnection connection)
    {
        await Task.WhenAll(connection.Snapshot.Masters().Select(master => RefreshAsync(_known.GetOrAdd(master.Address, _ => new Known()), connection, master.Address)));
        return Find(connection);
    }

    private Dictionary<string, T> Find<T>(
        IClusterConnection connection, IEnumerable<BrokerSnapshot> brokers, Func<BrokerSnapshot, string> name, Func<Known, T?> what)
        where T : class
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var broker in brokers)
        {
            var known = _known.GetOrAdd(broker.Address, _ => new Known());
            _ = RefreshAsync(known, connection, broker.Address);
            if (what(known) is { } value)
                found[name(broker)] = value;
        }

        return found;
    }

    private Task RefreshAsync(Known known, IClusterConnection connection, string address)
    {
        lock (known)
        {
            if (known.Asking.IsCompleted && time.GetUtcNow() >= known.Due)
            {
                known.Due = time.GetUtcNow() + Again;
                known.Asking = AskAsync(known, connection, address);
            }

            return known.Asking;
        }
    }

    private async Task AskAsync(Known known, IClusterConnection connection, string address)
    {
        try
        {
            var settings = await connection.Admin.Brokers.GetSettingsAsync(address);
            (known.Settings, known.Value) = (settings, Retention.Of(settings));
            known.Due = time.GetUtcNow() + Keep;
        }
        catch (Exception failure) when (failure is AdminException or RemotingException)
        {
            // Other questions tell of a broker that does not answer; this one is asked again soon.
        }
    }

    private sealed class Known
    {
        public Task Asking { get; set; } = Task.CompletedTask;

        public DateTimeOffset Due { get; set; } = DateTimeOffset.MinValue;

        public Retention? Value { get; set; }

        public IReadOnlyDictionary<string, string>? Settings { get; set; }
    }
}
