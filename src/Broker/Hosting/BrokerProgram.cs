using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Hosting;

/// <summary>The program <c>mqbroker</c>.</summary>
internal static class BrokerProgram
{
    private static Task<int> Main(string[] args) =>
        new ServerHost("mqbroker", BrokerCatalog.Create(), takesNameServers: true, Console.Out, Console.Error) { Complete = BrokerStartConfiguration.Complete }
            .RunAsync(args, CreateLoggers, (configuration, loggers) => Create(args, configuration, loggers));

    private static ILoggerFactory CreateLoggers() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        }));

    private static BrokerServer Create(string[] args, ServerConfiguration configuration, ILoggerFactory loggers)
    {
        var file = ServerCommandLine.Parse(args, takesNameServers: true).ConfigFile;
        return new BrokerServer(configuration, loggers, TimeProvider.System, file is null ? null : Path.GetFullPath(file));
    }
}
