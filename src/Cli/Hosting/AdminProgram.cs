using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;

namespace RocketMQ.Cli.Hosting;

/// <summary>The program <c>mqadmin</c>.</summary>
internal static class AdminProgram
{
    private static Task<int> Main(string[] args) =>
        new MqAdmin(
            options => new AdminClient(options, NullLoggerFactory.Instance, TimeProvider.System), TimeProvider.System, Console.Out, Console.Error)
        .RunAsync(args);
}
