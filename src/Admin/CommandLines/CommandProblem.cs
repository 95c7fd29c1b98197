namespace RocketMQ.Admin.CommandLines;

/// <summary>Why a line of mqadmin can not be read; whoever shows it has the words.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Words">The words that it is about, in the order of <see cref="CommandProblemKind"/>'s summaries.</param>
public sealed record CommandProblem(CommandProblemKind Kind, params IReadOnlyList<string> Words);

/// <summary>What can be wrong with a line of mqadmin.</summary>
public enum CommandProblemKind
{
    /// <summary>A quote is not closed.</summary>
    OpenQuote,

    /// <summary>There is no command.</summary>
    NoCommand,

    /// <summary>A word is no command.</summary>
    UnknownCommand,

    /// <summary>A word is no command, but a command is spelled like it.</summary>
    AlikeCommand,

    /// <summary>A word is no option of a command; these are.</summary>
    UnknownOption,

    /// <summary>An option of a command takes no value.</summary>
    TakesNoValue,

    /// <summary>An option of a command needs a value.</summary>
    NeedsValue,
}
