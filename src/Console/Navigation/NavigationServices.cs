namespace RocketMQ.ManagementConsole.Navigation;

/// <summary>Addresses and query strings.</summary>
internal static class NavigationServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services) => services.AddScoped<UrlState>();
}
