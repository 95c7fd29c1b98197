namespace RocketMQ.ManagementConsole.Palette;

/// <summary>The palette (Ctrl+K).</summary>
internal static class PaletteServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddPalette(this IServiceCollection services) => services.AddScoped<PaletteSources>();
}
