using System.Globalization;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>A search for messages as the page's address holds it: everything that is needed to run it again elsewhere.</summary>
public sealed record MessageQuery
{
    /// <summary>Neighbours on each side when the address does not say.</summary>
    public const int DefaultAround = 5;

    /// <summary>Most neighbours on each side.</summary>
    public const int MaxAround = 50;

    /// <summary>Most further columns.</summary>
    public const int MostColumns = 8;

    /// <summary>Every parameter in addresses, the mode apart.</summary>
    public static readonly IReadOnlyList<string> Parameters =
        ["topic", "key", "id", "broker", "queue", "offset", "around", "range", "from", "to", "tag", "contains", "where", "columns", "older"];

    public SearchMode Mode { get; init; }

    public string? Topic { get; init; }

    /// <summary>One key.</summary>
    public string? Key { get; init; }

    /// <summary>An offset message id or a unique id.</summary>
    public string? Id { get; init; }

    /// <summary>The broker set of the queue; may be absent when the topic is on one only.</summary>
    public string? Broker { get; init; }

    public int? Queue { get; init; }

    public long? Offset { get; init; }

    /// <summary>Neighbours to show on each side.</summary>
    public int Around { get; init; } = DefaultAround;

    public TimeRange Range { get; init; }

    /// <summary>Only messages with exactly this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only messages with this text in body or properties.</summary>
    public string? Contains { get; init; }

    /// <summary>Conditions that messages have to fulfil, one a line: texts of <see cref="MessageCondition"/>.</summary>
    public string? Where { get; init; }

    /// <summary>Paths of further columns, with commas between them.</summary>
    public string? Columns { get; init; }

    /// <summary>Where an earlier page ended: text of a <see cref="BrowseContinuation"/>.</summary>
    public string? Older { get; init; }

    /// <summary>The first value that makes no sense; null when all do.</summary>
    public QueryProblem? Problem { get; init; }

    /// <summary>The paths of <see cref="Columns"/>.</summary>
    public IReadOnlyList<JsonPath> ColumnPaths => [.. ColumnTexts(Columns).Select(JsonPath.Parse).OfType<JsonPath>()];

    /// <summary>Whether everything is there that its mode needs.</summary>
    public bool IsComplete => Problem is null && Mode switch
    {
        SearchMode.Time => Topic is not null,
        SearchMode.Key => Topic is not null && Key is not null,
        SearchMode.Id => Id is not null,
        _ => Topic is not null && Queue is not null && Offset is not null,
    };

    /// <summary>Reads a search out of an address.</summary>
    /// <param name="get">Value of a parameter; null when it is absent.</param>
    public static MessageQuery Parse(Func<string, string?> get)
    {
        QueryProblem? problem = null;
        var query = new MessageQuery
        {
            Mode = Enum.TryParse<SearchMode>(get("by"), ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : SearchMode.Time,
            Topic = Text(get, "topic"),
            Key = Text(get, "key"),
            Id = Text(get, "id"),
            Broker = Text(get, "broker"),
            Queue = (int?)Number(get, "queue", int.MaxValue, QueryProblemKind.Queue, ref problem),
            Offset = Number(get, "offset", long.MaxValue, QueryProblemKind.Offset, ref problem),
            Around = (int?)Number(get, "around", MaxAround, QueryProblemKind.Around, ref problem) ?? DefaultAround,
            Range = RangeOf(get, ref problem),
            Tag = Text(get, "tag"),
            Contains = get("contains"),
            Where = Text(get, "where"),
            Columns = Text(get, "columns"),
            Older = get("older"),
        };
        if (MessageFilter.ProblemOf(query.Where) is { } line)
            problem ??= new QueryProblem(QueryProblemKind.Where, line);
        if (ColumnTexts(query.Columns) is { Count: > 0 } columns && (columns.Find(path => JsonPath.Parse(path) is null) ?? (columns.Count > MostColumns ? query.Columns : null)) is { } column)
            problem ??= new QueryProblem(QueryProblemKind.Columns, column, MostColumns.ToString(CultureInfo.InvariantCulture));
        if (query is { Mode: SearchMode.Time, Queue: null } and ({ Offset: not null } or { Broker: not null }))
            problem ??= new QueryProblem(QueryProblemKind.OneQueue, query.Topic ?? "");
        if (query is { Mode: SearchMode.Key, Key: { } key } && key.Contains(PropertyNames.KeySeparator))
            problem ??= new QueryProblem(QueryProblemKind.Key, key);
        if (query.Older is { } older && BrowseContinuation.Parse(older) is null)
            problem ??= new QueryProblem(QueryProblemKind.Older, older);
        return query with { Problem = problem };
    }

    /// <summary>The parameters of an address; those that do not belong to the mode or have their default are null.</summary>
    public Dictionary<string, string?> ToParameters()
    {
        var hasQueue = Mode is SearchMode.Offset or SearchMode.Time;
        var hasRange = Mode is SearchMode.Time or SearchMode.Key;
        return new Dictionary<string, string?>
        {
            ["by"] = Mode is SearchMode.Time ? null : Mode.ToString().ToLowerInvariant(),
            ["topic"] = Topic,
            ["key"] = Mode is SearchMode.Key ? Key : null,
            ["id"] = Mode is SearchMode.Id ? Id : null,
            ["broker"] = hasQueue ? Broker : null,
            ["queue"] = hasQueue ? Queue?.ToString(CultureInfo.InvariantCulture) : null,
            ["offset"] = hasQueue ? Offset?.ToString(CultureInfo.InvariantCulture) : null,
            ["around"] = Mode is SearchMode.Offset && Around != DefaultAround ? Around.ToString(CultureInfo.InvariantCulture) : null,
            ["range"] = hasRange ? Range.Name : null,
            ["from"] = hasRange ? TimeRange.Format(Range.From) : null,
            ["to"] = hasRange ? TimeRange.Format(Range.To) : null,
            ["tag"] = Mode is SearchMode.Time ? Tag : null,
            ["contains"] = Mode is SearchMode.Time ? Contains : null,
            ["where"] = Mode is SearchMode.Time ? Where : null,
            ["columns"] = Columns,
            ["older"] = Mode is SearchMode.Time ? Older : null,
        };
    }

    private static List<string> ColumnTexts(string? columns) =>
        columns is null ? [] : [.. columns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string? Text(Func<string, string?> get, string name) => get(name)?.Trim() is { Length: > 0 } text ? text : null;

    private static long? Number(Func<string, string?> get, string name, long most, QueryProblemKind kind, ref QueryProblem? problem)
    {
        if (Text(get, name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
            return number;
        problem ??= new QueryProblem(kind, text, most.ToString("N0", CultureInfo.CurrentCulture));
        return null;
    }

    private static TimeRange RangeOf(Func<string, string?> get, ref QueryProblem? problem)
    {
        var from = Moment(get, "from", ref problem);
        var to = Moment(get, "to", ref problem);
        if (from > to)
            problem ??= new QueryProblem(QueryProblemKind.Reversed, $"{get("from")} > {get("to")}");
        if (from is not null || to is not null)
            return new TimeRange(null, from, to);
        if (Text(get, "range") is not { } name || name == "all")
            return TimeRange.All;
        foreach (var quick in TimeRange.Quick)
        {
            if (quick.Name == name)
                return new TimeRange(quick.Length, null, null);
        }

        problem ??= new QueryProblem(QueryProblemKind.Range, name, string.Join(", ", TimeRange.Quick.Select(quick => quick.Name).Append("all")));
        return TimeRange.All;
    }

    private static DateTimeOffset? Moment(Func<string, string?> get, string name, ref QueryProblem? problem)
    {
        if (Text(get, name) is not { } text)
            return null;
        if (TimeRange.TryParse(text, out var moment))
            return moment;
        problem ??= new QueryProblem(QueryProblemKind.Moment, text);
        return null;
    }
}
