namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>The values of all series at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Values">One value per series, in the series' order; null leaves a gap.</param>
public sealed record ChartPoint(DateTimeOffset At, IReadOnlyList<double?> Values);
