namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>Sending messages.</summary>
internal static class SendingServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddSingleton(MessageTemplateStore.Schema)
        .AddSingleton<MessageTemplateStore>();
}
