namespace RocketMQ.Remoting.Bodies;

/// <summary>One statistics item: answer to 315. docs/protocol.md 2.4.11 and 6.13.</summary>
public sealed class BrokerStatsData
{
    /// <summary>Of the last day.</summary>
    public BrokerStatsItem StatsDay { get; set; } = new();

    /// <summary>Of the last hour.</summary>
    public BrokerStatsItem StatsHour { get; set; } = new();

    /// <summary>Of the last minute.</summary>
    public BrokerStatsItem StatsMinute { get; set; } = new();
}
