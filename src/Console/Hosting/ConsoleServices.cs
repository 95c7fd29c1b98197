using Microsoft.AspNetCore.DataProtection;
using Radzen;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Access.Outside;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Api;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Live;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Metrics;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Overview;
using RocketMQ.ManagementConsole.Palette;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Preferences;
using RocketMQ.ManagementConsole.Radar;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.ManagementConsole.Tailing;
using RocketMQ.ManagementConsole.Topics.Sending;
using RocketMQ.ManagementConsole.Traffic;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Everything the console is composed of, one line per feature.</summary>
internal static class ConsoleServices
{
    /// <summary>Registers the whole console.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, ConsoleOptions options) => services
        .AddSingleton(options)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new Announcements(TextWriter.Null))
        .AddConsoleLogging()
        .AddKeys(options)
        .AddStorage(options)
        .AddAccess()
        .AddOutsideLogin(options)
        .AddApi()
        .AddPreferences()
        .AddClusters()
        .AddAttachedClusters(options)
        .AddEmbedding(options)
        .AddOverview()
        .AddHistory(options)
        .AddRadar()
        .AddCanaries()
        .AddAlerts()
        .AddLive()
        .AddWalls()
        .AddMetricsAndHealth()
        .AddTraffic()
        .AddFormatting()
        .AddNavigation()
        .AddPalette()
        .AddChanges()
        .AddPlans()
        .AddSending()
        .AddDeadLetters()
        .AddMasking()
        .AddSavedSearches()
        .AddTails()
        .AddPages();

    private static IServiceCollection AddConsoleLogging(this IServiceCollection services) => services.AddLogging(logging => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        // Keys lie unencrypted in a folder only this user can read; the warning about it would greet every first start.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));

    private static IServiceCollection AddKeys(this IServiceCollection services, ConsoleOptions options)
    {
        services.AddDataProtection()
            .SetApplicationName("rocketmq-console")
            .PersistKeysToFileSystem(new DirectoryInfo(options.KeyFolder));
        return services;
    }

    private static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddScoped<PageChanges>();
        return services;
    }
}
