using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>Writing to clusters, and the audit of it.</summary>
internal static class ChangeServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton(AuditStore.Schema)
        .AddSingleton<AuditStore>()
        .AddSingleton(RestoreStore.Schema)
        .AddScoped<Undoing>()
        .AddSingleton<IRestorer, TopicRestorer>()
        .AddSingleton<IRestorer, GroupRestorer>()
        .AddSingleton<IRestorer, OffsetRestorer>()
        .AddScoped<ChangeRunner>()
        .AddScoped<BatchRunner>()
        .AddSingleton(typeof(ChangeJobs<>));
}
