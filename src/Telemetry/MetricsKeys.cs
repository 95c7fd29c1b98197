using System.Net;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Telemetry;

/// <summary>The properties that say where a server's figures can be fetched, under the names that 5.x brokers have for them.</summary>
public static class MetricsKeys
{
    /// <summary>Property of the port.</summary>
    public const string Port = "metricsPromExporterPort";

    private const string Type = "metricsExporterType";
    private const string Host = "metricsPromExporterHost";

    /// <summary>The properties.</summary>
    /// <param name="port">Port unless set.</param>
    public static IReadOnlyList<ConfigKey> All(int port) =>
    [
        ConfigKey.Choice(Type, MetricsExporter.Disable, "PROM serves figures in Prometheus' text format at /metrics; DISABLE does not. OpenTelemetry is told by the environment: OTEL_EXPORTER_OTLP_ENDPOINT.", Spell),
        ConfigKey.Text(Host, "127.0.0.1", "IP address to serve figures on. They are not protected: other addresses than loopback are for trusted networks only.") with
        {
            Rule = value => IPAddress.TryParse(value, out _) ? null : "an IP address of this machine is allowed, for example 127.0.0.1 or 0.0.0.0",
        },
        ConfigKey.Integer(Port, port, 0, 65535, "Port to serve figures on; 0 takes a free one."),
    ];

    /// <summary>Where to serve; null where that is off.</summary>
    public static IPEndPoint? EndPoint(ServerConfiguration configuration) => configuration.Text(Type) == Spell(MetricsExporter.Prom)
        ? new IPEndPoint(IPAddress.Parse(configuration.Text(Host)), configuration.Integer(Port))
        : null;

    private static string Spell(MetricsExporter exporter) => exporter == MetricsExporter.Prom ? "PROM" : "DISABLE";

    private enum MetricsExporter
    {
        Disable,
        Prom,
    }
}
