using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;

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
        return services;
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

    private static IResult Answer(HttpContext context, ClusterAccess access, ClusterConnections connections) => Results.Text(
        ClusterMetrics.Write([.. access.Visible(context.User).Select(cluster => connections.Find(cluster.Name)).OfType<IClusterConnection>()]),
        PrometheusText.ContentType);
}
