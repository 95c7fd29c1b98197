namespace RocketMQ.Remoting.Bodies;

/// <summary>Figures of one span. docs/protocol.md 6.13.</summary>
public sealed record BrokerStatsItem
{
    /// <summary>Sum per call.</summary>
    public double Avgpt { get; set; }

    /// <summary>Sum over the span.</summary>
    public long Sum { get; set; }

    /// <summary>Sum per second.</summary>
    public double Tps { get; set; }
}
