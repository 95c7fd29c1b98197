using RocketMQ.Admin.Replication;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Maintenance;

/// <summary>House-keeping in stores, and looks into them.</summary>
public interface IMaintenanceOperations
{
    /// <summary>Deletes queues whose messages are all gone from the commit log (306).</summary>
    Task<PartialResult<Done>> CleanExpiredQueuesAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Deletes queues of topics that the broker has no settings for (316). It does not tell which.</summary>
    Task<PartialResult<Done>> CleanUnusedTopicsAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>Deletes commit log files past their time now, not at the hour set (329).</summary>
    Task<PartialResult<Done>> DeleteExpiredFilesAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>How far slaves are (907). Brokers before 5.0 do not know the request; the ends of the logs of their set are compared instead (28).</summary>
    Task<PartialResult<ReplicationState>> GetReplicationAsync(BrokerTarget target, CancellationToken cancellation = default);

    /// <summary>How far the slaves of every broker set are behind their master, and what a failure of it would lose.</summary>
    Task<IReadOnlyList<ReplicatedSet>> ListReplicatedSetsAsync(CancellationToken cancellation = default);

    /// <summary>Tells a broker what to take for the flushed end of its master's log (908). Brokers before 5.0 refuse it.</summary>
    Task ResetMasterFlushOffsetAsync(string address, long offset, CancellationToken cancellation = default);

    /// <summary>Raw entries of a consume queue (321), from the master of its broker unless an address is given.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="from">First offset.</param>
    /// <param name="count">At most so many entries.</param>
    /// <param name="group">Consumer group whose filter is tried on each entry; null for none.</param>
    /// <param name="address">Broker to ask; null for the one that the route names.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="AdminException">There is no such queue, or nothing at that offset.</exception>
    Task<QueryConsumeQueueResponseBody> ReadQueueAsync(
        MessageQueue queue, long from, int count, string? group = null, string? address = null, CancellationToken cancellation = default);
}
