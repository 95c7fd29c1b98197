namespace RocketMQ.ManagementConsole.Walls;

/// <summary>Walls: compositions of live figures, shown to whoever has a link.</summary>
internal static class WallServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddWalls(this IServiceCollection services) => services
        .AddSingleton(WallStore.Schema)
        .AddSingleton<WallStore>()
        .AddSingleton<WallLinks>()
        .AddSingleton<WallFigures>()
        .AddSingleton<WallViewers>()
        .AddHostedService(provider => provider.GetRequiredService<WallViewers>());

    /// <summary>Serves the hub of walls.</summary>
    public static void MapWalls(this IEndpointRouteBuilder endpoints) => endpoints.MapHub<WallHub>(WallHub.Path).AllowAnonymous();
}
