using System.Text;

namespace RocketMQ.ManagementConsole.Topics.Definitions;

/// <summary>Takes CSV apart (RFC 4180): cells with commas between them, in quotes where they hold commas, quotes or line ends.</summary>
internal static class CsvText
{
    /// <summary>The rows that are not empty, each with the number of its line.</summary>
    /// <exception cref="FormatException">A quote is never closed.</exception>
    public static IReadOnlyList<(int Line, IReadOnlyList<string> Cells)> Read(string text)
    {
        List<(int, IReadOnlyList<string>)> rows = [];
        List<string> cells = [];
        var cell = new StringBuilder();
        var (line, began, isQuoted) = (1, 1, false);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '\n')
                line++;
            if (isQuoted)
            {
                if (character != '"')
                    cell.Append(character);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[++at]);
                else
                    isQuoted = false;
                continue;
            }

            switch (character)
            {
                case '"':
                    isQuoted = true;
                    break;
                case ',':
                    EndCell();
                    break;
                case '\n':
                    EndRow();
                    began = line;
                    break;
                case '\r':
                    break;
                default:
                    cell.Append(character);
                    break;
            }
        }

        if (isQuoted)
            throw new FormatException($"line {began}: a quote is never closed");
        EndRow();
        return rows;

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (cells.Any(one => one.Length > 0))
                rows.Add((began, cells));
            cells = [];
        }
    }
}
