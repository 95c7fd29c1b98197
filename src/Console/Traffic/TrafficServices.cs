namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>Sample traffic.</summary>
internal static class TrafficServices
{
    /// <summary>Registers the feature. After the embedded cluster: services stop in reverse order, and the traffic ends first.</summary>
    public static IServiceCollection AddTraffic(this IServiceCollection services) => services
        .AddSingleton<SampleTraffics>()
        .AddHostedService(provider => provider.GetRequiredService<SampleTraffics>());
}
