namespace RocketMQ.Admin.Monitoring;

/// <summary>Looking after all consumer groups, round after round.</summary>
public interface IMonitoringOperations
{
    /// <summary>
    /// One look at every group with members: what it has not consumed (208, 202), what its members failed at and where they stand still
    /// (307), and which consumers were sent elsewhere because their offset was gone (the messages on OFFSET_MOVED_EVENT).
    /// </summary>
    /// <param name="previous">The round before, after whose events this one goes on; null for the first.</param>
    /// <param name="lookBack">How old events of the first round may be.</param>
    /// <param name="progress">Told about each group.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<MonitorRound> CheckAsync(
        MonitorRound? previous, TimeSpan lookBack, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default);
}
