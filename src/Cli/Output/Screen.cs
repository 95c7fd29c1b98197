using System.Globalization;

namespace RocketMQ.Cli.Output;

/// <summary>Where a command prints, and whether a person looks at it.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record Screen(TextWriter Output, TextWriter Errors)
{
    /// <summary>Whether standard output is a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether standard error is one.</summary>
    public bool ErrorsAreTerminal { get; init; }

    /// <summary>Whether colours are wanted where there is a terminal.</summary>
    public bool Colours { get; init; } = true;

    /// <summary>Characters in a line of the terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The screen of this process.</summary>
    public static Screen OfProcess() => new(Console.Out, Console.Error)
    {
        IsTerminal = !Console.IsOutputRedirected,
        ErrorsAreTerminal = !Console.IsErrorRedirected,
        Colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Width = Console.IsOutputRedirected ? 80 : Math.Max(20, Console.WindowWidth),
    };

    public void Print(FormattableString line) => Output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>One failure on one line, whatever line breaks a server put into its reason.</summary>
    public void Complain(string line)
    {
        var single = string.Join(' ', line.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Errors.WriteLine(ErrorsAreTerminal && Colours ? $"\e[31m{single}\e[0m" : single);
    }

    /// <summary>Empties the terminal for the next round of a command that is watched.</summary>
    public void Clear()
    {
        if (IsTerminal)
            Output.Write("\e[H\e[2J");
    }
}
