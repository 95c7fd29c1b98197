namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Finding messages.</summary>
internal static class SearchServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddSavedSearches(this IServiceCollection services) => services
        .AddSingleton(SavedSearchStore.Schema)
        .AddSingleton<SavedSearchStore>();
}
