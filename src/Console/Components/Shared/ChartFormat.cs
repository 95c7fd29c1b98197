namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>How a chart writes its values.</summary>
public enum ChartFormat
{
    Count,
    Rate,
    Bytes,
    ByteRate,
    Duration,
    Milliseconds,
    Percent,
}
