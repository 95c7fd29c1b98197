using System.CommandLine;
using System.Text;
using RocketMQ.Cli.Hosting;
using RocketMQ.Cli.Options;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>Keeps the list of commands and options that the library carries equal to what mqadmin takes.</summary>
public sealed class CommandListTests
{
    private const string File = "src/Admin/CommandLines/commands.txt";

    [Fact]
    public void The_list_that_others_read_command_lines_by_has_every_command_and_option()
    {
        var composed = Compose();

        Assert.Equal(composed, ReferenceFile.Read(File, composed));
    }

    private static string Compose()
    {
        var common = new CommonOptions();
        var text = new StringBuilder();
        text.Append(Line("*", [.. common.Original, .. common.Ours, common.DryRun, common.Watch]));
        foreach (var name in CommandCatalog.Names.Concat(CommandCatalog.OtherNames).Order(StringComparer.OrdinalIgnoreCase))
        {
            var command = CommandCatalog.Find(name)!;
            text.Append(Line(name, [.. command.Options, .. command.Ours]));
        }

        return text.ToString();
    }

    private static string Line(string name, IEnumerable<Option> options) => $"{name} {string.Join(' ', options.Select(Spell))}".TrimEnd() + "\n";

    private static string Spell(Option option)
    {
        var letter = option.Aliases.SingleOrDefault(alias => alias.Length == 2);
        var spelling = letter is null ? option.Name : $"{letter}/{option.Name}";
        return option.Arity.MaximumNumberOfValues == 0 ? spelling : spelling + "=";
    }
}
