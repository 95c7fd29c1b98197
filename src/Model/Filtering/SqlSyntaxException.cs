namespace RocketMQ.Model.Filtering;

/// <summary>An SQL92 expression that can not be used. The message starts as the original's, then says where and what is allowed there.</summary>
public sealed class SqlSyntaxException : Exception
{
    private const int Context = 40;

    /// <param name="expression">The whole expression.</param>
    /// <param name="at">Index of the first character that is wrong.</param>
    /// <param name="problem">What is wrong and what is allowed.</param>
    public SqlSyntaxException(string expression, int at, string problem)
        : base($"Invalid MessageSelector. {Place(expression, at)}: {problem}\n{Show(expression, at)}")
    {
    }

    private static string Place(string expression, int at)
    {
        var before = expression.AsSpan(0, at);
        var lines = before.Count('\n');
        var column = at - before.LastIndexOf('\n');
        return lines == 0 ? $"Column {column}" : $"Line {lines + 1}, column {column}";
    }

    /// <summary>The line that is wrong, as much of it as helps, and a mark below the character.</summary>
    private static string Show(string expression, int at)
    {
        var start = expression.AsSpan(0, at).LastIndexOf('\n') + 1;
        var end = expression.AsSpan(at).IndexOfAny('\r', '\n') is >= 0 and var length ? at + length : expression.Length;
        var (from, to) = (Math.Max(start, at - Context), Math.Min(end, at + Context));
        var line = expression[from..to].Replace('\t', ' ');
        return $"{(from > start ? "..." : "")}{line}{(to < end ? "..." : "")}\n{new string(' ', at - from + (from > start ? 3 : 0))}^";
    }
}
