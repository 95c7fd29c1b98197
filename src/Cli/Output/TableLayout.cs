using System.Globalization;
using Spectre.Console;

namespace RocketMQ.Cli.Output;

/// <summary>
/// A table: in a pipe the original's columns, to the blank; on a terminal one that fits it.
/// </summary>
/// <typeparam name="TRow">What a line is about.</typeparam>
/// <param name="Headers">The original's headers, with their '#'.</param>
/// <param name="Format">The original's columns as a composite format.</param>
/// <param name="Cells">The cells of a row, one per header; null for what is not known.</param>
internal sealed record TableLayout<TRow>(string[] Headers, string Format, Func<TRow, object?[]> Cells)
{
    /// <summary>Columns of the header line, where the original sets them otherwise.</summary>
    public string? HeaderFormat { get; init; }

    public void Print(Screen screen, IEnumerable<TRow> rows)
    {
        if (screen.IsTerminal)
        {
            PrintFitting(screen, rows);
            return;
        }

        screen.Output.WriteLine(string.Format(CultureInfo.InvariantCulture, HeaderFormat ?? Format, Headers));
        foreach (var row in rows)
            screen.Output.WriteLine(string.Format(CultureInfo.InvariantCulture, Format, Cells(row)));
    }

    private void PrintFitting(Screen screen, IEnumerable<TRow> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = screen.Colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(screen.Output),
        });
        console.Profile.Width = screen.Width;
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in Headers)
            table.AddColumn(new TableColumn(new Text(header.TrimStart('#'), new Style(Color.Aqua))));
        foreach (var row in rows)
            table.AddRow(Cells(row).Select(cell => new Text(Convert.ToString(cell, CultureInfo.InvariantCulture)?.Trim() ?? "")));
        console.Write(table);
    }
}
