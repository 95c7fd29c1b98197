using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RocketMQ.Admin.CommandLines;

/// <summary>
/// A line of mqadmin, read. Options may stand as mqadmin takes them: <c>-t a</c>, <c>-ta</c>, <c>-t=a</c>, <c>--topic a</c> or <c>--topic=a</c>;
/// variables before the command and a path to it are passed over.
/// </summary>
/// <param name="Command">The command, as <see cref="CommandSyntax"/> spells it.</param>
/// <param name="Values">What was given, by long name; "true" for an option without a value.</param>
public sealed partial record CommandLine(string Command, ImmutableDictionary<string, string> Values)
{
    /// <summary>The value of an option; null where it is not given or empty.</summary>
    public string? this[string option] => Values.GetValueOrDefault(option)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>Whether a text is meant to be a line of mqadmin: it calls it by name.</summary>
    public static bool Is(string text) => Call().IsMatch(text);

    /// <summary>Reads a line.</summary>
    /// <param name="text">One line, beginning with mqadmin or with one of its commands.</param>
    /// <param name="line">What it says; null when it can not be read.</param>
    /// <param name="problem">Why not, naming the word and what is allowed; null when it could be read.</param>
    public static bool TryParse(string text, out CommandLine? line, out CommandProblem? problem)
    {
        line = null;
        if (CommandWords.Split(Call().Replace(text, "", 1)) is not { } words)
        {
            problem = new CommandProblem(CommandProblemKind.OpenQuote);
            return false;
        }

        if (words.Count == 0)
        {
            problem = new CommandProblem(CommandProblemKind.NoCommand);
            return false;
        }

        if (CommandSyntax.Find(words[0]) is not { } command)
        {
            problem = Alike(words[0]) is { } alike
                ? new CommandProblem(CommandProblemKind.AlikeCommand, words[0], alike)
                : new CommandProblem(CommandProblemKind.UnknownCommand, words[0]);
            return false;
        }

        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        problem = Read(command, [.. words.Skip(1)], values);
        line = problem is null ? new CommandLine(command.Name, values.ToImmutable()) : null;
        return line is not null;
    }

    private static CommandProblem? Read(CommandSyntax command, List<string> words, ImmutableDictionary<string, string>.Builder values)
    {
        for (var at = 0; at < words.Count; at++)
        {
            var (option, attached) = Match(command, words[at]);
            if (option is null)
                return new CommandProblem(CommandProblemKind.UnknownOption, words[at], command.Name, string.Join(' ', command.Options.Select(one => one.Spelling)));
            if (!option.TakesValue && attached is not null)
                return new CommandProblem(CommandProblemKind.TakesNoValue, option.Spelling, command.Name);
            if (option.TakesValue && attached is null && ++at == words.Count)
                return new CommandProblem(CommandProblemKind.NeedsValue, option.Spelling, command.Name);
            values[option.Name] = !option.TakesValue ? "true" : attached ?? words[at];
        }

        return null;
    }

    private static (CommandOption? Option, string? Attached) Match(CommandSyntax command, string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            var parts = word[2..].Split('=', 2);
            return (command.Options.FirstOrDefault(option => option.Name == parts[0]), parts.Length == 2 ? parts[1] : null);
        }

        if (word.Length < 2 || word[0] != '-')
            return default;
        var attached = word.Length == 2 ? null : word[2] == '=' ? word[3..] : word[2..];
        return (command.Options.FirstOrDefault(option => option.Letter == word[1]), attached);
    }

    // A command that begins alike, or is written with letters missing.
    private static string? Alike(string word) => word.Length < 4
        ? null
        : CommandSyntax.All.Select(command => command.Name).Where(name => name.Contains(word, StringComparison.OrdinalIgnoreCase) || IsScattered(word, name)).MinBy(name => name.Length);

    private static bool IsScattered(string word, string name)
    {
        var found = 0;
        foreach (var c in name)
        {
            if (found < word.Length && char.ToUpperInvariant(c) == char.ToUpperInvariant(word[found]))
                found++;
        }

        return found == word.Length && word.Length * 2 > name.Length;
    }

    [GeneratedRegex(@"^\s*(?:\$\s+)?(?:[A-Za-z_]\w*=\S*\s+)*(?:(?:ba|z)?sh\s+)?(?:[^\s=]*/)?mqadmin(?:\.cmd)?(?:\s+|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
