using System.Text.RegularExpressions;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Filters names by a part of them or by a regular expression, without regard to case.</summary>
public sealed class NameFilter
{
    // A pattern typed by a user may backtrack for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly string? _part;
    private readonly Regex? _pattern;

    /// <summary>A filter; empty text lets everything pass, and so does a broken pattern, whose <see cref="Problem"/> says why.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="isPattern">Whether it is a regular expression.</param>
    public NameFilter(string? text, bool isPattern)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (!isPattern)
        {
            _part = text;
            return;
        }

        try
        {
            _pattern = new Regex(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException invalid)
        {
            Problem = invalid.Message;
        }
    }

    /// <summary>What is wrong with the pattern; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a name passes.</summary>
    public bool Matches(string name)
    {
        if (_part is not null)
            return name.Contains(_part, StringComparison.OrdinalIgnoreCase);
        if (_pattern is null || Problem is not null)
            return true;
        try
        {
            return _pattern.IsMatch(name);
        }
        catch (RegexMatchTimeoutException tooSlow)
        {
            Problem = tooSlow.Message;
            return true;
        }
    }
}
