using RocketMQ.Admin.NameServers;

namespace RocketMQ.Admin.Replication;

/// <summary>A master and its slaves, and how far they are apart. What is not known is null.</summary>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Name">The broker name that all of them share.</param>
public sealed record ReplicatedSet(string Cluster, string Name)
{
    /// <summary>The master as the name servers know it; null where they know none.</summary>
    public BrokerNode? Master { get; init; }

    /// <summary>SYNC_MASTER or ASYNC_MASTER.</summary>
    public string? Role { get; init; }

    /// <summary>Position behind the last byte of the master's log.</summary>
    public long? End { get; init; }

    /// <summary>Slaves near enough that a synchronous master waits for them, as the master counts them.</summary>
    public int? InSyncSlaves { get; init; }

    /// <summary>The slaves, by broker id.</summary>
    public IReadOnlyList<ReplicatedSlave> Slaves { get; init; } = [];

    /// <summary>Why the master could not be asked; null where it could.</summary>
    public string? Problem { get; init; }

    /// <summary>The slave that has most.</summary>
    public ReplicatedSlave? Nearest => Slaves.Where(slave => slave.BehindBytes is not null).MinBy(slave => slave.BehindBytes);

    /// <summary>What would be lost if the master failed now. An answer given a moment ago: it is as old as the question.</summary>
    public LossOnFailure Loss => this switch
    {
        { Master: null } => LossOnFailure.MasterGone,
        { End: null } => LossOnFailure.Unknown,
        { Slaves.Count: 0 } => End == 0 ? LossOnFailure.Nothing : LossOnFailure.Everything,
        { Nearest: null } => LossOnFailure.Unknown,
        { Nearest.BehindBytes: 0 } => LossOnFailure.Nothing,
        { Role: "SYNC_MASTER", InSyncSlaves: > 0 } => LossOnFailure.NothingConfirmed,
        { Nearest.End: 0 } => LossOnFailure.Everything,
        _ => LossOnFailure.Newest,
    };
}
