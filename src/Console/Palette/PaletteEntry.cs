namespace RocketMQ.ManagementConsole.Palette;

/// <summary>Something that the palette can open.</summary>
/// <param name="Icon">Icon.</param>
/// <param name="Title">What it is called; what is typed is looked for here.</param>
/// <param name="Address">Where it is, relative to the page's base.</param>
internal sealed record PaletteEntry(string Icon, string Title, string Address)
{
    /// <summary>Where it belongs, or what is to be known before; null when there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether the title is a name of the cluster, not a word of the console's.</summary>
    public bool IsName { get; init; }
}
