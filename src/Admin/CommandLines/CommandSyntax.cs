namespace RocketMQ.Admin.CommandLines;

/// <summary>Every command of mqadmin with its options, for whoever has to read a line of it. The list is written by the tests of mqadmin, which is where the commands are.</summary>
/// <param name="Name">The command.</param>
/// <param name="Options">Its own options, then those of every command.</param>
public sealed record CommandSyntax(string Name, IReadOnlyList<CommandOption> Options)
{
    private const string Resource = "RocketMQ.Admin.CommandLines.commands.txt";

    // The line of the list with the options that every command has.
    private const string Everywhere = "*";

    private static readonly Lazy<IReadOnlyDictionary<string, CommandSyntax>> Known = new(Load);

    /// <summary>The commands, by name.</summary>
    public static IReadOnlyList<CommandSyntax> All => [.. Known.Value.Values.OrderBy(command => command.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>A command by its name in any case; null when there is none.</summary>
    public static CommandSyntax? Find(string name) => Known.Value.GetValueOrDefault(name);

    private static Dictionary<string, CommandSyntax> Load()
    {
        using var stream = typeof(CommandSyntax).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not embedded");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var everywhere = lines.Single(line => line[0] == Everywhere)[1..].Select(CommandOption.Parse).ToList();
        return lines.Where(line => line[0] != Everywhere)
            .Select(line => new CommandSyntax(line[0], [.. line[1..].Select(CommandOption.Parse), .. everywhere]))
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
    }
}
