namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The clusters the console knows.</summary>
internal static class ClusterServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddClusters(this IServiceCollection services) => services
        .AddSingleton<ClusterDirectory>()
        .AddSingleton<ClusterConnections>()
        .AddHostedService<ClusterStarter>();
}
