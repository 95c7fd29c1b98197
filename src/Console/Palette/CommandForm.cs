using RocketMQ.Admin.CommandLines;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>The page that does what a line of mqadmin does, filled in with what the line says.</summary>
/// <param name="Command">The command.</param>
/// <param name="Cluster">The cluster it is for.</param>
/// <param name="Address">Where the page is.</param>
/// <param name="Unused">Options of the line that the page has no field for, as they are spelled.</param>
internal sealed record CommandForm(string Command, string Cluster, string Address, IReadOnlyList<string> Unused)
{
    // They say how the command talks and prints, not what it does.
    private static readonly HashSet<string> Formalities = new(StringComparer.Ordinal) { "help", "namesrvAddr", "json", "timeout", "acl-file", "verbose", "dry-run", "watch" };

    /// <summary>Finds the page.</summary>
    /// <param name="line">The line.</param>
    /// <param name="clusters">Clusters that the user sees, the one that is open first; not empty.</param>
    /// <returns>Null for a command that has nothing to do with a cluster.</returns>
    public static CommandForm? Of(CommandLine line, IReadOnlyList<PaletteCluster> clusters)
    {
        var reading = new CommandReading(line, clusters);
        if (CommandPages.Find(line.Command) is not { } page)
            return null;
        var address = page(reading);
        var options = CommandSyntax.Find(line.Command)!.Options;
        return new CommandForm(
            line.Command,
            reading.Cluster.Name,
            address,
            [.. line.Values.Keys.Where(name => !reading.Used.Contains(name) && !Formalities.Contains(name)).Order(StringComparer.Ordinal).Select(name => options.First(option => option.Name == name).Spelling)]);
    }
}
