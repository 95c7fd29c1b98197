using System.CommandLine;
using System.Text;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Options;

namespace RocketMQ.Cli.Hosting;

/// <summary>The help of a command: the original's part in the original's layout, then what only we have.</summary>
internal static class HelpText
{
    private const int Width = 110;

    public static string Compose(AdminCommand command)
    {
        var common = new CommonOptions();
        var text = new StringBuilder();
        var original = Sorted(command.Options.Concat(common.Original));
        AppendWrapped(text, $"usage: mqadmin {command.Name} {Usage(original, command.OneOf)}", "usage: mqadmin ".Length);
        AppendOptions(text, original);
        text.Append("\nOptions that the original does not have:\n");
        AppendOptions(text, Sorted(CommandLine.OwnOptions(command, common)));
        if (command.Differences.Count > 0)
        {
            text.Append("\nDifferent from the original on purpose:\n");
            foreach (var difference in command.Differences)
                AppendWrapped(text, $" * {difference}", 3);
        }

        return text.ToString();
    }

    private static List<Option> Sorted(IEnumerable<Option> options) => [.. options.OrderBy(Key, StringComparer.OrdinalIgnoreCase)];

    private static string Key(Option option) => Letter(option) ?? option.Name.TrimStart('-');

    private static string? Letter(Option option) => option.Aliases.FirstOrDefault()?.TrimStart('-');

    private static string Argument(Option option) => option.Arity.MaximumNumberOfValues > 0 ? " <arg>" : "";

    private static string Usage(List<Option> options, IReadOnlyList<Option> oneOf)
    {
        var parts = new List<string>();
        foreach (var option in options)
        {
            if (!oneOf.Contains(option))
                parts.Add(option.Required ? Short(option) : $"[{Short(option)}]");
            else if (option == oneOf[0])
                parts.Add(string.Join(" | ", oneOf.Select(Short)));
        }

        return string.Join(' ', parts);
    }

    private static string Short(Option option) => (Letter(option) is { } letter ? $"-{letter}" : option.Name) + Argument(option);

    private static void AppendOptions(StringBuilder text, List<Option> options)
    {
        var names = options.ConvertAll(option => (Letter(option) is { } letter ? $" -{letter},{option.Name}" : $"    {option.Name}") + Argument(option));
        var column = names.Max(name => name.Length) + 3;
        foreach (var (option, name) in options.Zip(names))
            AppendWrapped(text, name.PadRight(column) + option.Description, column);
    }

    private static void AppendWrapped(StringBuilder text, string line, int indent)
    {
        while (line.Length > Width)
        {
            var cut = line.LastIndexOf(' ', Width);
            if (cut <= indent)
                break;
            text.Append(line.AsSpan(0, cut).TrimEnd()).Append('\n');
            line = new string(' ', indent) + line[(cut + 1)..].TrimStart();
        }

        text.Append(line).Append('\n');
    }
}
