using Microsoft.Extensions.Logging;

namespace RocketMQ.Remoting.Hosting;

/// <summary>What the host has to say before its server speaks for itself.</summary>
internal static partial class ServerHostLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source}: {Warning}")]
    public static partial void Configuration(ILogger logger, string source, string warning);
}
