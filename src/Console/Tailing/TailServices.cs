namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>Following topics as messages come in.</summary>
internal static class TailServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddTails(this IServiceCollection services) => services.AddSingleton<Tails>().AddSingleton<TailStreams>();
}
