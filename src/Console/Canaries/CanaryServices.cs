namespace RocketMQ.ManagementConsole.Canaries;

/// <summary>Proof of life: small messages that brokers have to give back.</summary>
internal static class CanaryServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddCanaries(this IServiceCollection services) => services
        .AddSingleton(CanaryStore.Schema)
        .AddSingleton<CanaryStore>()
        .AddSingleton<CanaryProber>()
        .AddHostedService(provider => provider.GetRequiredService<CanaryProber>());
}
