using RocketMQ.Admin.Targets;

namespace RocketMQ.Admin.Exports;

/// <summary>What is exported of a cluster, to be kept, compared or loaded elsewhere.</summary>
public interface IExportOperations
{
    /// <summary>Topics (21, without those of 305) and groups (201) that users made.</summary>
    /// <param name="target">Which brokers.</param>
    /// <param name="withSpecialTopics">Also retry and dead letter topics.</param>
    /// <param name="cancellation">Stops asking.</param>
    Task<ClusterMetadata> GetMetadataAsync(BrokerTarget target, bool withSpecialTopics = false, CancellationToken cancellation = default);

    /// <summary>Layout and settings of a cluster (106, 26).</summary>
    /// <exception cref="ArgumentException">There is no such cluster.</exception>
    Task<ClusterConfigs> GetConfigsAsync(string cluster, CancellationToken cancellation = default);

    /// <summary>Load and size of a cluster (28, 26, 201, 203, 21, 305, 315).</summary>
    /// <param name="cluster">Which cluster.</param>
    /// <param name="progress">Is told of each broker that is done.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="ArgumentException">There is no such cluster.</exception>
    Task<ClusterMetrics> GetMetricsAsync(string cluster, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default);
}
