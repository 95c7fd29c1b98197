namespace RocketMQ.ManagementConsole.Overview;

/// <summary>What is said of clusters as a whole.</summary>
internal static class OverviewServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddSingleton<ClusterRows>();
}
