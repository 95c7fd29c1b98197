namespace RocketMQ.ManagementConsole.Formatting;

/// <summary>How figures and times are written.</summary>
internal static class FormattingServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddFormatting(this IServiceCollection services) =>
        services.AddScoped<Times>().AddScoped<PageClock>();
}
