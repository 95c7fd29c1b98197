namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>When a group will have caught up if it goes on as in the last minute, new messages included.</summary>
/// <param name="Time">Zero when it has caught up; null when its lag does not shrink.</param>
public readonly record struct Drain(TimeSpan? Time)
{
    // Beyond this it is no forecast any more.
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    /// <summary>From a lag and what it lost in a time.</summary>
    internal static Drain Of(long lag, long lost, TimeSpan during) => lag == 0
        ? new Drain(TimeSpan.Zero)
        : lost > 0 && during > TimeSpan.Zero && lag / (lost / during.TotalSeconds) is var seconds && seconds < Most.TotalSeconds
            ? new Drain(TimeSpan.FromSeconds(seconds))
            : new Drain(null);
}
