using System.Text;

namespace RocketMQ.Admin.CommandLines;

/// <summary>Splits a line into words as a shell does: blanks part them, quotes and backslashes keep what they are around. Nothing is expanded.</summary>
internal static class CommandWords
{
    /// <returns>The words; null where a quote is not closed.</returns>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        char? quote = null;
        for (var at = 0; at < line.Length; at++)
        {
            var c = line[at];
            if (c == '\\' && quote != '\'' && at + 1 < line.Length)
            {
                var next = line[++at];
                // A line that ends with a backslash goes on in the next one.
                if (next is '\n')
                    continue;
                // In double quotes a backslash is itself before anything but these.
                if (quote == '"' && next is not ('"' or '\\' or '$' or '`'))
                    word.Append(c);
                word.Append(next);
                inWord = true;
            }
            else if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is ('\'' or '"'))
            {
                (quote, inWord) = (c, true);
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (inWord)
                    words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord)
            words.Add(word.ToString());
        return quote is null ? words : null;
    }
}
