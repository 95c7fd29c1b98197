using RocketMQ.Telemetry;

namespace RocketMQ.ManagementConsole.Metrics;

/// <summary>Sends the figures to an OpenTelemetry collector while the console runs, where the environment names one.</summary>
internal sealed class MetricsExport(ConsoleMeter meter) : IHostedService, IDisposable
{
    private OtlpExport? _export;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _export = OtlpExport.Start(meter.Meter, "rocketmq-console", Environment.GetEnvironmentVariable);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _export?.Dispose();
}
