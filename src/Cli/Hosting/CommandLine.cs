using System.CommandLine;
using RocketMQ.Cli.Commands;
using RocketMQ.Cli.Options;

namespace RocketMQ.Cli.Hosting;

/// <summary>The options of a command together with those of every command, as one parser.</summary>
internal static class CommandLine
{
    // '@' at the start of a value is a value here, for example a message body, and no file of arguments.
    private static readonly ParserConfiguration Literal = new() { ResponseFileTokenReplacer = null };

    public static ParseResult Parse(AdminCommand command, CommonOptions common, IReadOnlyList<string> args)
    {
        var parser = new Command(command.Name);
        foreach (var option in command.Options.Concat(common.Original).Concat(OwnOptions(command, common)))
            parser.Options.Add(option);
        return parser.Parse(args, Literal);
    }

    public static IEnumerable<Option> OwnOptions(AdminCommand command, CommonOptions common)
    {
        IEnumerable<Option> own = [.. common.Ours, .. command.Ours];
        if (command.IsListing)
            own = own.Append(common.Watch);
        return command.Changes ? own.Append(common.DryRun) : own;
    }
}
