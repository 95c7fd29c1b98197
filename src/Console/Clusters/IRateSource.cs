namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>A connection that keeps the rates of its brokers, for live charts.</summary>
public interface IRateSource
{
    /// <summary>The rates of the last minutes; grows by one tick a second.</summary>
    RateHistory Rates { get; }
}
