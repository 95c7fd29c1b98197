using RocketMQ.ManagementConsole.Components.History;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.ManagementConsole.Inventory;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.History;

/// <summary>Figures of the past and what there was when, in a file of their own: it is large, and dispensable.</summary>
internal static class HistoryServices
{
    private const string Database = "history";

    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services, ConsoleOptions options) => services
        .AddSingleton(new HistoryOptions())
        .AddKeyedSingleton(Database, (provider, _) => new ConsoleDatabase(options.HistoryFile, [HistoryStore.SchemaOf(provider.GetRequiredService<HistoryOptions>()), InventoryStore.Schema]))
        .AddSingleton(provider => new HistoryStore(provider.GetRequiredKeyedService<ConsoleDatabase>(Database), provider.GetRequiredService<HistoryOptions>()))
        .AddSingleton(provider => new HistoryQuery(
            provider.GetRequiredKeyedService<ConsoleDatabase>(Database), provider.GetRequiredService<HistoryOptions>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new PastFigures(
            provider.GetRequiredKeyedService<ConsoleDatabase>(Database), provider.GetRequiredService<HistoryOptions>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new InventoryStore(provider.GetRequiredKeyedService<ConsoleDatabase>(Database)))
        .AddScoped<FigureText>()
        .AddHostedService<HistoryRecorder>()
        .AddHostedService<InventoryRecorder>();
}
