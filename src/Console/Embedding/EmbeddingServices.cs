using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The clusters that the console runs.</summary>
internal static class EmbeddingServices
{
    /// <summary>Registers the feature; with <c>--attach</c> there is no cluster that the console brings along.</summary>
    public static IServiceCollection AddEmbedding(this IServiceCollection services, ConsoleOptions options) => services
        .AddSingleton(new EmbeddedFolders(options.DataFolder, bringsAlong: options.Attach.Count == 0, options.Ports))
        .AddSingleton(provider => new EmbeddedClusters(
            provider.GetRequiredService<EmbeddedFolders>(),
            Maker(provider),
            provider.GetRequiredService<ClusterConnector>(),
            provider.GetRequiredService<ClusterDirectory>()))
        .AddSingleton<IServerSupervisors>(provider => provider.GetRequiredService<EmbeddedClusters>())
        .AddSingleton<EmbeddedClusterService>()
        .AddHostedService(provider => provider.GetRequiredService<EmbeddedClusterService>());

    private static Func<EmbeddedClusterOptions, EmbeddedCluster> Maker(IServiceProvider provider)
    {
        // Probes of servers that are still starting fail by design; their connections need no log.
        var probes = new RemotingClient(new RemotingClientOptions(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
        return options => new EmbeddedCluster(
            options, probes, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EmbeddedCluster>>());
    }
}
