using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.NameServer.Hosting;

/// <summary>The program <c>mqnamesrv</c>.</summary>
internal static class NameServerProgram
{
    private static Task<int> Main(string[] args) =>
        new ServerHost("mqnamesrv", NameServerConfig.Catalog, takesNameServers: false, Console.Out, Console.Error)
            .RunAsync(args, CreateLoggers, (configuration, loggers) => Create(args, configuration, loggers));

    private static ILoggerFactory CreateLoggers() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        }));

    private static NameServerInstance Create(string[] args, ServerConfiguration configuration, ILoggerFactory loggers)
    {
        // Changes at run time go where the next start reads them.
        if (ServerCommandLine.Parse(args, takesNameServers: false).ConfigFile is { } file && !configuration.IsSet(NameServerConfig.ConfigStorePath))
            configuration.SetDerived(NameServerConfig.ConfigStorePath, Path.GetFullPath(file));
        return new NameServerInstance(configuration, loggers, TimeProvider.System);
    }
}
