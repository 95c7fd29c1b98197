using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Alerts;

/// <summary>A rule as somebody fills in its form.</summary>
public sealed class AlertDraft(AlertRule rule)
{
    /// <summary>What people call it.</summary>
    public string Name { get; set; } = rule.Name;

    /// <summary>What kind of thing it looks at; a figure that the kind does not have gives way to its first.</summary>
    public SubjectKind Kind
    {
        get;
        set
        {
            field = value;
            if (!SnapshotFigures.Of(value).Contains(Figure))
                Figure = SnapshotFigures.Of(value)[0];
        }
    } = rule.Kind;

    /// <summary>Names, "*" standing for any text.</summary>
    public string Objects { get; set; } = rule.Objects;

    /// <summary>Which figure.</summary>
    public Figure Figure { get; set; } = rule.Figure;

    /// <summary>When it is met.</summary>
    public AlertCondition Condition { get; set; } = rule.Condition;

    /// <summary>The bound.</summary>
    public double Threshold { get; set; } = rule.Threshold;

    /// <summary>For how long.</summary>
    public int Seconds { get; set; } = rule.Seconds;

    /// <summary>Where a message is posted.</summary>
    public string Webhook { get; set; } = rule.Webhook;

    /// <summary>Who gets a mail.</summary>
    public string Mail { get; set; } = rule.Mail;

    /// <summary>The rule as it stands in the form.</summary>
    public AlertRule ToRule() => rule with
    {
        Name = Name.Trim(),
        Kind = Kind,
        Objects = Kind is SubjectKind.Cluster ? "" : Objects.Trim(),
        Figure = Figure,
        Condition = Condition,
        Threshold = Condition is AlertCondition.Absent ? 0 : Threshold,
        Seconds = Seconds,
        Webhook = Webhook.Trim(),
        Mail = Mail.Trim(),
    };
}
