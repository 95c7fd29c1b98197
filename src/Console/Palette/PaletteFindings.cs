namespace RocketMQ.ManagementConsole.Palette;

/// <summary>What the palette lists.</summary>
/// <param name="Entries">What can be opened, best first.</param>
/// <param name="Problem">What is wrong with what was typed, in the user's language; null when nothing is.</param>
internal sealed record PaletteFindings(IReadOnlyList<PaletteEntry> Entries, string? Problem = null)
{
    /// <summary>Nothing yet.</summary>
    public static readonly PaletteFindings Nothing = new([]);
}
