namespace RocketMQ.ManagementConsole.Palette;

/// <summary>How well a title answers what was typed.</summary>
internal static class PaletteMatch
{
    /// <summary>Worst rank there is; lower is better.</summary>
    private const int InTheMiddle = 3;

    /// <summary>The rank of a title, or null where it lacks one of the words. Case does not count.</summary>
    public static int? Rank(string title, string[] words)
    {
        if (words.Length == 1 && string.Equals(title, words[0], StringComparison.OrdinalIgnoreCase))
            return 0;
        var worst = 0;
        foreach (var word in words)
        {
            var at = title.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return null;
            worst = Math.Max(worst, at == 0 ? 1 : BeginsAWord(title, at) ? 2 : InTheMiddle);
        }

        return worst;
    }

    // As in order-created, order.created, %RETRY%order and orderCreated.
    private static bool BeginsAWord(string title, int at) =>
        !char.IsLetterOrDigit(title[at - 1]) || (char.IsUpper(title[at]) && char.IsLower(title[at - 1]));
}
