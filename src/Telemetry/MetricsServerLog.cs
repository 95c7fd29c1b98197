using Microsoft.Extensions.Logging;

namespace RocketMQ.Telemetry;

/// <summary>What serving figures has to say.</summary>
internal static partial class MetricsServerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Figures are served at {Address}metrics")]
    public static partial void Serving(ILogger logger, Uri address);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request for figures failed")]
    public static partial void Failed(ILogger logger, Exception failure);
}
