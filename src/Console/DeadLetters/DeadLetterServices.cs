namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>The inboxes of what groups gave up.</summary>
internal static class DeadLetterServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services) => services
        .AddSingleton(LetterLedger.Schema)
        .AddSingleton<LetterLedger>()
        .AddSingleton<ResendJobs>();
}
