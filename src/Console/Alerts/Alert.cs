using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>How far an alert is. The numbers are those in console.db and never change.</summary>
public enum AlertState
{
    /// <summary>The rule is met, not for long enough yet.</summary>
    Pending = 0,

    /// <summary>The rule has been met for long enough.</summary>
    Firing = 1,

    /// <summary>It is not met any more.</summary>
    Resolved = 2,
}

/// <summary>One rule met by one thing.</summary>
/// <param name="Id">Its number; 0 before it was saved.</param>
/// <param name="Rule">Number of the rule.</param>
/// <param name="Subject">What met it.</param>
/// <param name="State">How far it is.</param>
/// <param name="Since">When it was met first.</param>
public sealed record Alert(long Id, long Rule, Subject Subject, AlertState State, DateTimeOffset Since)
{
    /// <summary>The figure when it was looked at last; null when it was not known.</summary>
    public double? Value { get; init; }

    /// <summary>When it began to fire.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who has taken it on.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Whether others were told that it fires.</summary>
    public bool IsTold { get; init; }

    /// <summary>What becomes of the alert of one thing with one more look at its figure.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="subject">The thing.</param>
    /// <param name="open">The alert that is open; null when there is none.</param>
    /// <param name="value">The figure; null when it is not known.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The alert; null when there is none. One that never fired and is not met any more is resolved without having fired.</returns>
    public static Alert? Next(AlertRule rule, Subject subject, Alert? open, double? value, DateTimeOffset now)
    {
        // Not known is neither good nor bad: what was wrong stays so until somebody sees that it is right.
        if (value is null && rule.Condition is not AlertCondition.Absent)
            return open;
        var met = rule.Condition switch
        {
            AlertCondition.Above => value > rule.Threshold,
            AlertCondition.Below => value < rule.Threshold,
            _ => value is null,
        };
        if (!met)
            return open is null ? null : open with { State = AlertState.Resolved, ResolvedAt = now, Value = value };
        var alert = (open ?? new Alert(0, rule.Id, subject, AlertState.Pending, now)) with { Value = value };
        return alert.State is AlertState.Pending && now - alert.Since >= TimeSpan.FromSeconds(rule.Seconds)
            ? alert with { State = AlertState.Firing, FiredAt = now }
            : alert;
    }
}

/// <summary>For a while, nobody is told of some alerts. They are shown all the same.</summary>
/// <param name="Id">Its number; 0 before it was saved.</param>
/// <param name="Cluster">In which cluster.</param>
/// <param name="Rule">Of which rule; null for all.</param>
/// <param name="Objects">Of which things, "*" standing for any text.</param>
/// <param name="Until">Until when.</param>
/// <param name="Maker">Who wanted it.</param>
public sealed record AlertSilence(long Id, string Cluster, long? Rule, string Objects, DateTimeOffset Until, string Maker)
{
    /// <summary>Whether it keeps an alert quiet.</summary>
    public bool Covers(Alert alert, DateTimeOffset now) =>
        now < Until && (Rule is null || Rule == alert.Rule) && AlertRule.Matches(Objects, alert.Subject.Name);
}
