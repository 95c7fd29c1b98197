using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Figures of the past of a cluster and what is in it.</summary>
internal static class HistoryEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapHistory(this RouteGroupBuilder api) =>
        api.MapGet("/clusters/{cluster}/history", Get).WithTags("Clusters").RequireAuthorization(Policies.View).WithName("getHistory")
            .WithSummary("Figures of the past: of the cluster, or of a broker, group or topic of it. A step without a point is unknown, never zero.")
            .Produces<Answer>().Refuses(400, 401, 404);

    private static Answer Get(
        ApiCluster target, HistoryQuery history, HistoryStore store, TimeProvider time,
        string? kind, string? name, string? figures, string? range, DateTimeOffset? from, DateTimeOffset? to)
    {
        var subject = SubjectOf(kind, name);
        var wanted = FiguresOf(subject.Kind, figures);
        var end = to ?? time.GetUtcNow();
        var begin = from ?? end - RangeOf(range).Length;
        if (begin >= end)
            throw RequestRefusedException.Invalid("from", "'from' has to be before 'to'.");
        if (end - begin > HistoryRange.All[^1].Length)
            throw RequestRefusedException.Invalid("from", "'from' and 'to' may be a year apart at most; older figures are not kept.");
        var past = history.Read(target.Connection.Name, subject, wanted, begin, end);
        return new Answer(target.Connection.Name, subject.Kind, subject.Name, past.From, past.To, past.Step, [.. wanted.Select(figure => new Series(figure, past.Series[figure]))], store.Refused);
    }

    private static Subject SubjectOf(string? kind, string? name)
    {
        var parsed = SubjectKind.Cluster;
        if (kind is not null && (!Enum.TryParse(kind, ignoreCase: true, out parsed) || !Enum.IsDefined(parsed) || char.IsAsciiDigit(kind[0])))
            throw RequestRefusedException.Invalid("kind", "'kind' has to be cluster, broker, group or topic.");
        if (parsed is SubjectKind.Cluster)
            return name is null ? Subject.Cluster : throw RequestRefusedException.Invalid("name", "The cluster itself has no 'name'; 'kind' has to say what the name is of.");
        return string.IsNullOrEmpty(name)
            ? throw RequestRefusedException.Invalid("name", "'name' has to be there: a topic, a group, or a broker process as in broker-a/0.")
            : new Subject(parsed, name);
    }

    private static IReadOnlyList<Figure> FiguresOf(SubjectKind kind, string? figures)
    {
        if (figures is null)
            return SnapshotFigures.Of(kind);
        var known = SnapshotFigures.Of(kind);
        var wanted = new List<Figure>();
        foreach (var name in figures.Split(',', StringSplitOptions.TrimEntries))
        {
            var at = known.ToList().FindIndex(figure => Wire(figure) == name);
            wanted.Add(at >= 0
                ? known[at]
                : throw RequestRefusedException.Invalid("figures", $"There is no figure '{name}' of this kind; there are {string.Join(", ", known.Select(Wire))}."));
        }

        return [.. wanted.Distinct()];
    }

    private static HistoryRange RangeOf(string? range) => range is null
        ? HistoryRange.All[0]
        : HistoryRange.Find(range) ?? throw RequestRefusedException.Invalid("range", $"'range' has to be one of {string.Join(", ", HistoryRange.All.Select(known => known.Name))}.");

    private static string Wire(Figure figure) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(figure.ToString());

    /// <summary>Figures of the past.</summary>
    /// <param name="Cluster">Which cluster.</param>
    /// <param name="Kind">Of what kind of thing.</param>
    /// <param name="Name">Its name; empty for the cluster itself.</param>
    /// <param name="From">When the first step begins.</param>
    /// <param name="To">When the last step ends.</param>
    /// <param name="Step">Length of a step, seconds.</param>
    /// <param name="Series">One for each figure.</param>
    /// <param name="NotRecorded">Figures of the whole console that find no room in the history.</param>
    internal sealed record Answer(
        string Cluster, SubjectKind Kind, string Name, DateTimeOffset From, DateTimeOffset To, int Step, IReadOnlyList<Series> Series, int NotRecorded);

    /// <summary>The past of one figure.</summary>
    /// <param name="Figure">Which.</param>
    /// <param name="Points">Steps in which it was known, oldest first: when the step begins in milliseconds since 1970, its mean, its highest.</param>
    internal sealed record Series(Figure Figure, IReadOnlyList<HistoryPoint> Points);
}
