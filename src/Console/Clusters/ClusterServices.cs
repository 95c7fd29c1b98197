using RocketMQ.ManagementConsole.Clusters.Attaching;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The clusters the console knows.</summary>
internal static class ClusterServices
{
    /// <summary>Registers the feature without anything that runs by itself.</summary>
    public static IServiceCollection AddClusters(this IServiceCollection services) => services
        .AddSingleton(ClusterTints.Schema)
        .AddSingleton<ClusterTints>()
        .AddSingleton<ClusterDirectory>()
        .AddSingleton<ClusterConnections>()
        .AddSingleton<ClusterConnector>()
        .AddSingleton(AttachedStore.Schema)
        .AddSingleton<AttachedStore>()
        .AddSingleton<AttachedClusters>()
        .AddSingleton<ClusterTrial>();

    /// <summary>Connects the clusters that people attached and, with <c>--attach</c>, those found there.</summary>
    public static IServiceCollection AddAttachedClusters(this IServiceCollection services, ConsoleOptions options)
    {
        services.AddHostedService(provider => provider.GetRequiredService<AttachedClusters>());
        return options.Attach.Count > 0 ? services.AddHostedService<AttachedClusterService>() : services;
    }
}
