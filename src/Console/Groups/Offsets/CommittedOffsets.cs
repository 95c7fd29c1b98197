using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>The offsets of all groups as every master has stored them (43). Unlike 14 and 208, the table tells "none" from zero.</summary>
internal sealed class CommittedOffsets
{
    private readonly Dictionary<(string Group, MessageQueue Queue), long> _offsets = [];

    private CommittedOffsets(PartialResult<ConsumerOffsetSerializeWrapper> tables, ClusterSnapshot snapshot)
    {
        var names = snapshot.Brokers.ToDictionary(broker => broker.Address, broker => broker.BrokerName, StringComparer.Ordinal);
        foreach (var (address, table) in tables.Values)
        {
            foreach (var (key, queues) in table.OffsetTable)
            {
                // "topic@group"; neither may contain the sign.
                if (key.Split('@') is not [var topic, var group] || !names.TryGetValue(address, out var broker))
                    continue;
                foreach (var (queue, offset) in queues)
                    _offsets[(group, new MessageQueue(topic, broker, queue))] = offset;
            }
        }

        Failures = [.. ServerOutcome.Of(tables, snapshot).Where(outcome => !outcome.Succeeded)];
    }

    /// <summary>Brokers that did not answer; what is on them is not known.</summary>
    public IReadOnlyList<ServerOutcome> Failures { get; }

    /// <summary>Asks every master.</summary>
    public static async Task<CommittedOffsets> ReadAsync(IClusterConnection connection, CancellationToken cancellation) =>
        new(await connection.Admin.Groups.ListOffsetsAsync(BrokerTarget.AllMasters, cancellation), connection.Snapshot);

    /// <summary>Where a group stands on a queue; null when it has no offset there.</summary>
    public long? Find(string group, MessageQueue queue) => _offsets.TryGetValue((group, queue), out var offset) ? offset : null;

    /// <summary>Everything a group has, in order.</summary>
    public IEnumerable<(MessageQueue Queue, long Offset)> Of(string group) =>
        _offsets.Where(entry => entry.Key.Group == group).Select(entry => (entry.Key.Queue, entry.Value)).OrderBy(entry => entry.Queue);
}
