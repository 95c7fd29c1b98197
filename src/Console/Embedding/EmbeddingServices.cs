using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The cluster that the console brings along.</summary>
internal static class EmbeddingServices
{
    /// <summary>Registers the feature; with <c>--attach</c> nothing is started.</summary>
    public static IServiceCollection AddEmbedding(this IServiceCollection services, ConsoleOptions options)
    {
        if (options.Attach.Count > 0)
            return services;
        return services
            .AddSingleton(new EmbeddedClusterOptions { Folder = Path.Combine(options.DataFolder, "cluster") })
            .AddSingleton(provider => new EmbeddedCluster(
                provider.GetRequiredService<EmbeddedClusterOptions>(),
                // Probes of servers that are still starting fail by design; their connections need no log.
                new RemotingClient(new RemotingClientOptions(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EmbeddedCluster>>()))
            .AddSingleton<IServerSupervisor>(provider => provider.GetRequiredService<EmbeddedCluster>())
            .AddSingleton<EmbeddedClusterService>()
            .AddHostedService(provider => provider.GetRequiredService<EmbeddedClusterService>());
    }
}
