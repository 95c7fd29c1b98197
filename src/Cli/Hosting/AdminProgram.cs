using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Hosting;

/// <summary>The program <c>mqadmin</c>.</summary>
internal static class AdminProgram
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        var tool = new Tool(
            options => new AdminClient(options, NullLoggerFactory.Instance, TimeProvider.System),
            TimeProvider.System,
            Screen.OfProcess(),
            Environment.GetEnvironmentVariable);
        return await new MqAdmin(tool).RunAsync(args, stop.Token);
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
