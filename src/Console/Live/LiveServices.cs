using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>Live figures over SignalR.</summary>
internal static class LiveServices
{
    /// <summary>Where the hub is served.</summary>
    public const string Path = AccessServices.HubPrefix + "/live";

    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddSingleton<LiveWatchers>().AddSingleton<LiveFeeds>();
        return services.AddHostedService<LiveBroadcast>();
    }

    /// <summary>Serves the hub.</summary>
    public static void MapLive(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<LiveHub>(Path, options => options.CloseOnAuthenticationExpiration = true);
}
