using System.Text.Json;
using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.Replication;

namespace RocketMQ.Cli.Commands.Brokers;

/// <summary>Replication by broker where a target is named, by broker set where none is.</summary>
internal sealed record ReplicationView(IReadOnlyDictionary<string, ReplicationLine> Brokers, IReadOnlyList<SetLine> Sets)
{
    public static ReplicationView Of(IEnumerable<ReplicatedSet> sets) => new(new Dictionary<string, ReplicationLine>(), [.. sets.Select(SetLine.Of)]);

    public static ReplicationView Of(IEnumerable<KeyValuePair<string, ReplicationState>> states) =>
        new(new SortedDictionary<string, ReplicationLine>(states.ToDictionary(state => state.Key, state => ReplicationLine.Of(state.Value)), StringComparer.Ordinal), []);
}

/// <summary>A broker. The names are those of 5.x on the wire; what is not known is null.</summary>
internal sealed record ReplicationLine(
    bool Master, bool Estimated, long? MasterCommitLogMaxOffset, int? InSyncSlaveNums, IReadOnlyList<SlaveLine> HaConnectionInfo, LinkLine? HaClientRuntimeInfo)
{
    public static ReplicationLine Of(ReplicationState state) => new(
        state.IsMaster,
        state.IsEstimate,
        state.MasterMaxOffset,
        state.InSyncSlaves,
        [.. state.Slaves.Select(slave => new SlaveLine(slave.Address, slave.AckOffset, slave.Diff, slave.IsInSync, slave.BytesPerSecond, slave.TransferFrom))],
        state.Link is { } link
            ? new LinkLine(link.MasterAddress, link.MaxOffset, link.BytesPerSecond, link.LastReadAt, link.LastWriteAt, link.MasterFlushOffset, link.IsActive)
            : null);
}

/// <summary>A slave as its master sees it.</summary>
internal sealed record SlaveLine(string Addr, long? SlaveAckOffset, long? Diff, bool? InSync, long? TransferredByteInSecond, long? TransferFromWhere);

/// <summary>A slave's side.</summary>
internal sealed record LinkLine(
    string? MasterAddr, long? MaxOffset, long? TransferredByteInSecond, long? LastReadTimestamp, long? LastWriteTimestamp, long? MasterFlushOffset, bool? Activated);

/// <summary>A broker set; what is not known is null.</summary>
internal sealed record SetLine(
    string Cluster, string BrokerName, string? Role, string? Master, long? MasterCommitLogMaxOffset, string LossOnFailure, string? Problem, IReadOnlyList<SetSlaveLine> Slaves)
{
    public static SetLine Of(ReplicatedSet set) => new(
        set.Cluster,
        set.Name,
        set.Role,
        set.Master?.Address,
        set.End,
        JsonNamingPolicy.CamelCase.ConvertName(set.Loss.ToString()),
        set.Problem,
        [.. set.Slaves.Select(slave => new SetSlaveLine(slave.Address, slave.BrokerId, slave.BehindBytes, slave.Behind?.TotalSeconds, slave.IsFollowing, slave.Problem))]);
}

/// <summary>A slave of a set.</summary>
internal sealed record SetSlaveLine(string Addr, long? BrokerId, long? Diff, double? BehindSeconds, bool? Following, string? Problem);
