using RocketMQ.Admin.Maintenance;

namespace RocketMQ.Cli.Commands.Brokers;

/// <summary>Replication by broker.</summary>
internal sealed record ReplicationView(IReadOnlyDictionary<string, ReplicationLine> Brokers)
{
    public static ReplicationView Of(IEnumerable<KeyValuePair<string, ReplicationState>> states) =>
        new(new SortedDictionary<string, ReplicationLine>(states.ToDictionary(state => state.Key, state => ReplicationLine.Of(state.Value)), StringComparer.Ordinal));
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
