using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Storage;

/// <summary>The console's SQLite file; its tables come from every registered <see cref="Schema"/>.</summary>
internal static class StorageServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, ConsoleOptions options) =>
        services.AddSingleton(provider => new ConsoleDatabase(options.DatabaseFile, provider.GetServices<Schema>()));
}
