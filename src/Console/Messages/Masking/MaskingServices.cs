namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Hiding parts of messages.</summary>
internal static class MaskingServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddMasking(this IServiceCollection services) => services
        .AddSingleton(MaskingStore.Schema)
        .AddSingleton<MaskingStore>()
        .AddSingleton<MessageSights>()
        .AddScoped<PageSight>();
}
