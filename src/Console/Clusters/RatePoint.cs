namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Rates of a broker at one moment; null where they are not known, which a chart shows as a gap.</summary>
/// <param name="At">When.</param>
/// <param name="In">Messages stored a second.</param>
/// <param name="Out">Messages delivered a second.</param>
public readonly record struct RatePoint(DateTimeOffset At, double? In, double? Out);
