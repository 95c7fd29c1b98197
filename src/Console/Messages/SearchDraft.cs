using RocketMQ.ManagementConsole.Messages.Filters;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>What the fields of the search form hold while they are edited: text, not checked yet.</summary>
public sealed class SearchDraft
{
    /// <summary><see cref="Range"/> when the two moments count.</summary>
    public const string CustomRange = "custom";

    public SearchMode Mode { get; set; }

    public string? Topic { get; set; }

    public string? Key { get; set; }

    public string? Id { get; set; }

    public string? Broker { get; set; }

    public string? Queue { get; set; }

    public string? Offset { get; set; }

    public string? Around { get; set; }

    /// <summary>Name of a quick range, <see cref="CustomRange"/>, or "all".</summary>
    public string Range { get; set; } = "all";

    /// <summary>Beginning on the viewer's clock.</summary>
    public string? From { get; set; }

    /// <summary>End on the viewer's clock.</summary>
    public string? To { get; set; }

    public string? Tag { get; set; }

    public string? Contains { get; set; }

    /// <summary>Conditions; those that nothing was entered in do not count.</summary>
    public List<ConditionDraft> Conditions { get; set; } = [];

    public string? Columns { get; set; }

    /// <summary>Fields filled from an address; what is wrong in there stays as it is, to be mended.</summary>
    public static SearchDraft Of(Func<string, string?> get, TimeZoneInfo zone)
    {
        var query = MessageQuery.Parse(get);
        var isCustom = query.Range.From is not null || query.Range.To is not null;
        return new SearchDraft
        {
            Mode = query.Mode,
            Topic = query.Topic,
            Key = query.Key,
            Id = query.Id,
            Broker = query.Broker,
            Queue = get("queue"),
            Offset = get("offset"),
            Around = get("around"),
            Range = isCustom ? CustomRange : query.Range.Name ?? "all",
            From = TimeRange.ToField(query.Range.From, zone),
            To = TimeRange.ToField(query.Range.To, zone),
            Tag = query.Tag,
            Contains = query.Contains,
            Conditions = [.. MessageFilter.ConditionsOf(query.Where).Select(ConditionDraft.Of)],
            Columns = query.Columns,
        };
    }

    /// <summary>Chooses a range; the moments start with what was shown until then.</summary>
    public void Choose(string range, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (range == CustomRange && From is null && To is null)
        {
            var length = TimeRange.Quick.FirstOrDefault(quick => quick.Name == Range, TimeRange.Quick[1]).Length;
            From = TimeRange.ToField(Second(now - length), zone);
        }

        Range = range;
    }

    /// <summary>The parameters of the address; those of other modes are null, as is the place to go on from.</summary>
    public Dictionary<string, string?> ToParameters(TimeZoneInfo zone)
    {
        var parameters = MessageQuery.Parameters.ToDictionary(name => name, _ => (string?)null);
        parameters["by"] = Mode is SearchMode.Time ? null : Mode.ToString().ToLowerInvariant();
        parameters["topic"] = Topic?.Trim();
        parameters["columns"] = Columns?.Trim();
        switch (Mode)
        {
            case SearchMode.Id:
                parameters["id"] = Id?.Trim();
                break;
            case SearchMode.Offset:
                parameters["broker"] = Broker?.Trim();
                parameters["queue"] = Queue?.Trim();
                parameters["offset"] = Offset?.Trim();
                parameters["around"] = Around?.Trim();
                break;
            case SearchMode.Key:
                parameters["key"] = Key?.Trim();
                AddRange(parameters, zone);
                break;
            default:
                parameters["tag"] = Tag?.Trim();
                parameters["contains"] = Contains;
                parameters["where"] = string.Join('\n', Conditions.Where(condition => !condition.IsEmpty)) is { Length: > 0 } where ? where : null;
                parameters["broker"] = Broker?.Trim();
                parameters["queue"] = Queue?.Trim();
                parameters["offset"] = Offset?.Trim();
                AddRange(parameters, zone);
                break;
        }

        return parameters;
    }

    private static DateTimeOffset Second(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    private void AddRange(Dictionary<string, string?> parameters, TimeZoneInfo zone)
    {
        if (Range == CustomRange)
        {
            parameters["from"] = TimeRange.Format(TimeRange.FromField(From, zone));
            parameters["to"] = TimeRange.Format(TimeRange.FromField(To, zone));
        }
        else if (Range != "all")
        {
            parameters["range"] = Range;
        }
    }
}
