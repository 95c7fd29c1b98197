using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace RocketMQ.Telemetry;

/// <summary>Sends a meter's figures to an OpenTelemetry collector, where the environment names one. Disposing sends the last ones.</summary>
/// <remarks>
/// Address, protocol, headers, interval and resource attributes are read by OpenTelemetry's own packages from their standard variables. A collector
/// that is away costs nothing but its figures.
/// </remarks>
public sealed class OtlpExport : IDisposable
{
    /// <summary>Series of one instrument that are sent at most; more than a broker of very many topics and groups has.</summary>
    private const int MostSeries = 100_000;

    private static readonly string[] Addresses = ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private readonly MeterProvider _provider;

    private OtlpExport(MeterProvider provider) => _provider = provider;

    /// <summary>Begins to send.</summary>
    /// <param name="meter">Whose figures.</param>
    /// <param name="service">Name of the program, unless OTEL_SERVICE_NAME says another one.</param>
    /// <param name="environment">Reads a variable; only whether to send is asked here.</param>
    /// <returns>Null where the environment names no collector, or says that nothing is to be sent.</returns>
    public static OtlpExport? Start(Meter meter, string service, Func<string, string?> environment)
    {
        if (!IsWanted(environment))
            return null;
        var provider = Sdk.CreateMeterProviderBuilder()
            // Later detectors win: what the environment says of the resource counts.
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(service).AddTelemetrySdk().AddEnvironmentVariableDetector())
            .AddMeter(meter.Name)
            .AddView(instrument => ReferenceEquals(instrument.Meter, meter) ? new MetricStreamConfiguration { CardinalityLimit = MostSeries } : MetricStreamConfiguration.Drop)
            .AddOtlpExporter()
            .Build();
        return new OtlpExport(provider);
    }

    /// <summary>Sends the newest figures now.</summary>
    /// <returns>Whether the collector took them.</returns>
    public bool Flush() => _provider.ForceFlush();

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();

    private static bool IsWanted(Func<string, string?> environment) =>
        !string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(environment("OTEL_METRICS_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && Addresses.Any(name => !string.IsNullOrWhiteSpace(environment(name)));
}
