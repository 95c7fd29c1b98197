using System.Globalization;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>A wish to move offsets as a form holds it, and the page's address.</summary>
public sealed class OffsetDraft
{
    /// <summary>Names of the parameters in the page's address.</summary>
    public static readonly IReadOnlyList<string> Names = ["topic", "to", "at", "number", "source", "queues"];

    /// <summary>Topic.</summary>
    public string? Topic { get; set; }

    /// <summary>How the goal is said.</summary>
    public OffsetGoalKind Kind { get; set; } = OffsetGoalKind.Time;

    /// <summary>The store time as a field holds it, in the viewer's zone.</summary>
    public string? At { get; set; }

    /// <summary>The offset or the distance.</summary>
    public string? Number { get; set; }

    /// <summary>The group whose offsets are taken.</summary>
    public string? Source { get; set; }

    /// <summary>Chosen queues as "broker:number"; none for all.</summary>
    public SortedSet<string> Queues { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads what an address says.</summary>
    public static OffsetDraft Read(Func<string, string?> parameter, DateTimeOffset now, TimeZoneInfo zone)
    {
        var draft = new OffsetDraft
        {
            Topic = parameter("topic"),
            Kind = Enum.TryParse<OffsetGoalKind>(parameter("to"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : OffsetGoalKind.Time,
            At = TimeRange.ToField(parameter("at") is { } text && TimeRange.TryParse(text, out var moment) ? moment : now.AddHours(-1), zone),
            Number = parameter("number"),
            Source = parameter("source"),
        };
        draft.Queues.UnionWith((parameter("queues") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        return draft;
    }

    /// <summary>The same in an address.</summary>
    public IReadOnlyDictionary<string, string?> Parameters(TimeZoneInfo zone) => new Dictionary<string, string?>
    {
        ["topic"] = Topic?.Trim(),
        ["to"] = Kind.ToString().ToLowerInvariant(),
        ["at"] = Kind is OffsetGoalKind.Time ? TimeRange.Format(TimeRange.FromField(At, zone)) : null,
        ["number"] = Kind is OffsetGoalKind.Offset or OffsetGoalKind.Shift ? Number?.Trim() : null,
        ["source"] = Kind is OffsetGoalKind.Group ? Source?.Trim() : null,
        ["queues"] = Queues.Count == 0 ? null : string.Join(',', Queues),
    };

    /// <summary>The wish, or what is wrong with the form.</summary>
    public (OffsetOrder? Order, Remark? Problem) Order(string group, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(Topic))
            return (null, new Remark("Offsets.NeedsTopic"));
        if (TopicRules.Check(Topic.Trim()).Problem is { } name)
            return (null, new Remark("Offsets.BadName", name));
        OffsetGoal? goal = null;
        Remark? problem = null;
        switch (Kind)
        {
            case OffsetGoalKind.Time:
                (goal, problem) = TimeRange.FromField(At, zone) is { } time ? (new OffsetGoal(Kind, time), null) : ((OffsetGoal?)null, new Remark("Offsets.NeedsTime"));
                break;
            case OffsetGoalKind.Offset or OffsetGoalKind.Shift:
                (goal, problem) = Parse() is { } number ? (new OffsetGoal(Kind, Number: number), null) : ((OffsetGoal?)null, new Remark("Offsets.NeedsNumber." + Kind));
                break;
            case OffsetGoalKind.Group:
                (goal, problem) = Source?.Trim() is { Length: > 0 } source && source != group
                    ? (new OffsetGoal(Kind, Source: source), null)
                    : ((OffsetGoal?)null, new Remark("Offsets.NeedsSource", group));
                break;
            default:
                goal = new OffsetGoal(Kind);
                break;
        }

        return goal is null
            ? (null, problem)
            : (new OffsetOrder(group, Topic.Trim(), goal, Queues.Count == 0 ? null : Queues.Select(ReadQueue).OfType<(string, int)>().ToHashSet()), null);
    }

    /// <summary>A queue as addresses hold it.</summary>
    public static string SpellQueue(string broker, int queue) => string.Create(CultureInfo.InvariantCulture, $"{broker}:{queue}");

    private static (string Broker, int Queue)? ReadQueue(string text) =>
        text.LastIndexOf(':') is var colon and > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var queue) ? (text[..colon], queue) : null;

    private long? Parse() =>
        long.TryParse(Number, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && (Kind is OffsetGoalKind.Offset ? number >= 0 : number != 0)
            ? number
            : null;
}
