using System.IO.Enumeration;
using System.Net.Mail;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>When a rule is met. The numbers are those in console.db and never change.</summary>
public enum AlertCondition
{
    /// <summary>The figure is above the threshold.</summary>
    Above = 0,

    /// <summary>The figure is below the threshold.</summary>
    Below = 1,

    /// <summary>The figure is not known.</summary>
    Absent = 2,
}

/// <summary>What somebody wants to be told of.</summary>
/// <param name="Id">Its number; 0 before it was saved.</param>
/// <param name="Cluster">In which cluster.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What kind of thing it looks at.</param>
/// <param name="Objects">Names of things, "*" standing for any text; empty for the cluster itself.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Condition">When it is met.</param>
/// <param name="Threshold">The bound of the figure; without meaning for absent data.</param>
/// <param name="Seconds">For how long it has to be met.</param>
public sealed record AlertRule(
    long Id, string Cluster, string Name, SubjectKind Kind, string Objects, Figure Figure, AlertCondition Condition, double Threshold, int Seconds)
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 60;

    /// <summary>Longest time it has to be met.</summary>
    public const int MostSeconds = 86_400;

    /// <summary>Where a message is posted; empty for nowhere.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>Who gets a mail, separated by commas; empty for nobody.</summary>
    public string Mail { get; init; } = "";

    /// <summary>Whether it rests.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The addresses of <see cref="Mail"/>.</summary>
    public IReadOnlyList<string> MailTo => Mail.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text of what is wrong with it, <c>Alerts.Problem.{this}</c>; null when nothing is.</summary>
    public string? Problem =>
        Name.Trim().Length is 0 or > LongestName ? "Name"
        : (Kind is SubjectKind.Cluster) != (Objects.Length == 0) ? "Objects"
        : !SnapshotFigures.Of(Kind).Contains(Figure) ? "Figure"
        : Condition is not AlertCondition.Absent && !double.IsFinite(Threshold) ? "Threshold"
        : Seconds is < 0 or > MostSeconds ? "Seconds"
        : Webhook.Length > 0 && !(Uri.TryCreate(Webhook, UriKind.Absolute, out var address) && address.Scheme is "https" or "http") ? "Webhook"
        : MailTo.Any(recipient => !MailAddress.TryCreate(recipient, out _)) ? "Mail"
        : null;

    /// <summary>Whether it names one thing, which may then be missing altogether.</summary>
    public bool IsExact => !Objects.Contains('*') && !Objects.Contains('?');

    /// <summary>Whether it looks at something.</summary>
    public bool Covers(Subject subject) => subject.Kind == Kind && (Kind is SubjectKind.Cluster || Matches(Objects, subject.Name));

    /// <summary>Whether a name fits a pattern with "*" for any text and "?" for any character.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
