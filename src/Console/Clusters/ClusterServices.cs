using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The clusters the console knows.</summary>
internal static class ClusterServices
{
    /// <summary>Registers the feature without anything that runs by itself.</summary>
    public static IServiceCollection AddClusters(this IServiceCollection services) => services
        .AddSingleton<ClusterDirectory>()
        .AddSingleton<ClusterConnections>()
        .AddSingleton<ClusterConnector>();

    /// <summary>With <c>--attach</c>, connects the clusters found there.</summary>
    public static IServiceCollection AddAttachedClusters(this IServiceCollection services, ConsoleOptions options) =>
        options.Attach.Count > 0 ? services.AddHostedService<AttachedClusterService>() : services;
}
