namespace RocketMQ.ManagementConsole.Plans;

/// <summary>Plans that are kept.</summary>
internal static class PlanServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddPlans(this IServiceCollection services) => services
        .AddSingleton(PlanStore.Schema)
        .AddSingleton<PlanStore>()
        .AddSingleton<KeepableKinds>()
        .AddScoped<KeptPlans>();
}
