namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Writing to clusters, and the audit of it.</summary>
internal static class ChangeServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton(AuditStore.Schema)
        .AddSingleton<AuditStore>()
        .AddScoped<ChangeRunner>();
}
