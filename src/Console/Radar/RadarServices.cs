namespace RocketMQ.ManagementConsole.Radar;

/// <summary>When unread messages are deleted.</summary>
internal static class RadarServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddRadar(this IServiceCollection services) => services.AddSingleton<Retentions>();
}
