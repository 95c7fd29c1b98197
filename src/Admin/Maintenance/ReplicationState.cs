using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Maintenance;

/// <summary>How far the slaves of a broker are, or how far it is itself. What is not known is null.</summary>
/// <param name="IsMaster">Whether the broker is a master.</param>
/// <param name="IsEstimate">Whether the broker does not know the question (907) and the ends of the logs were compared instead.</param>
public sealed record ReplicationState(bool IsMaster, bool IsEstimate)
{
    /// <summary>Byte after the last one of the master's commit log.</summary>
    public long? MasterMaxOffset { get; init; }

    /// <summary>Slaves that keep up.</summary>
    public int? InSyncSlaves { get; init; }

    /// <summary>Of a master: its slaves.</summary>
    public IReadOnlyList<SlaveState> Slaves { get; init; } = [];

    /// <summary>Of a slave: its side.</summary>
    public MasterLink? Link { get; init; }

    internal static ReplicationState Of(HaRuntimeInfo info) => new(info.Master, IsEstimate: false)
    {
        MasterMaxOffset = info.Master ? info.MasterCommitLogMaxOffset : null,
        InSyncSlaves = info.Master ? info.InSyncSlaveNums : null,
        Slaves = [.. info.HaConnectionInfo.Select(slave => new SlaveState(slave.Addr)
        {
            AckOffset = slave.SlaveAckOffset, Diff = slave.Diff, IsInSync = slave.InSync, BytesPerSecond = slave.TransferredByteInSecond, TransferFrom = slave.TransferFromWhere, Behind = slave.BehindMillis is { } millis ? TimeSpan.FromMilliseconds(millis) : null,
        })],
        Link = info.HaClientRuntimeInfo is { } link
            ? new MasterLink(link.MasterAddr)
            {
                MaxOffset = link.MaxOffset, BytesPerSecond = link.TransferredByteInSecond, LastReadAt = link.LastReadTimestamp, LastWriteAt = link.LastWriteTimestamp,
                MasterFlushOffset = link.MasterFlushOffset, IsActive = link.Activated, Problem = link.Problem,
            }
            : null,
    };
}

/// <summary>A slave as its master sees it.</summary>
/// <param name="Address">"host:port".</param>
public sealed record SlaveState(string Address)
{
    /// <summary>What it has.</summary>
    public long? AckOffset { get; init; }

    /// <summary>Bytes it is behind.</summary>
    public long? Diff { get; init; }

    /// <summary>Whether it keeps up.</summary>
    public bool? IsInSync { get; init; }

    /// <summary>How fast it copies.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>How long ago the oldest message that it lacks was stored; our brokers tell.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>Where the transfer to it began.</summary>
    public long? TransferFrom { get; init; }
}

/// <summary>A slave's connection to its master.</summary>
/// <param name="MasterAddress">"host:port".</param>
public sealed record MasterLink(string? MasterAddress)
{
    /// <summary>Byte after the last one of its own commit log.</summary>
    public long? MaxOffset { get; init; }

    /// <summary>How fast it copies.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Last bytes from the master, milliseconds since 1970.</summary>
    public long? LastReadAt { get; init; }

    /// <summary>Last acknowledgement, milliseconds since 1970.</summary>
    public long? LastWriteAt { get; init; }

    /// <summary>What the master has flushed.</summary>
    public long? MasterFlushOffset { get; init; }

    /// <summary>Whether it takes part.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Why it follows no master; our brokers tell.</summary>
    public string? Problem { get; init; }
}
