using RocketMQ.ManagementConsole.Access;
using RocketMQ.Telemetry;

namespace RocketMQ.ManagementConsole.Metrics;

/// <summary>What machines that watch the console ask: is it alive, is it ready, and the figures of the clusters.</summary>
internal static class MetricsEndpoints
{
    /// <summary>Where Prometheus looks; for those who are logged in, each gets the clusters that they see.</summary>
    public const string Path = "/metrics";

    private const string Ready = "ready";

    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddMetricsAndHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Ready]);
        return services.AddSingleton<ConsoleMeter>().AddHostedService<MetricsExport>();
    }

    /// <summary>Serves them.</summary>
    public static void MapMetricsAndHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health").AllowAnonymous();
        // A process that answers is alive, whatever its disk does: to start it anew would not mend that.
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
        endpoints.MapGet(Path, Answer).RequireAuthorization(Policies.View).ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, ClusterAccess access, ConsoleMeter meter)
    {
        var visible = access.Visible(context.User).Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
        return Results.Text(
            MeterText.Write(meter.Meter, labels => labels.Any(label => label.Key == ConsoleMeter.Cluster && visible.Contains((string)label.Value!))),
            PrometheusText.ContentType);
    }
}
