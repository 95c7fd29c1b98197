namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>Alerts: rules over the collected figures, and telling of them.</summary>
internal static class AlertServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddHttpClient(AlertSender.Client, client => client.Timeout = TimeSpan.FromSeconds(10))
            // A receiver must not lead the console elsewhere.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            // They would write addresses, which may hold secrets, into the log.
            .RemoveAllLoggers();
        return services
            .AddSingleton(AlertStore.Schema)
            .AddSingleton<AlertStore>()
            .AddSingleton<AlertOutbox>()
            .AddSingleton<MailSending>()
            .AddSingleton<AlertWatch>()
            .AddHostedService(provider => provider.GetRequiredService<AlertWatch>())
            .AddSingleton<AlertSender>()
            .AddHostedService(provider => provider.GetRequiredService<AlertSender>());
    }
}
