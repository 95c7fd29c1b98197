using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.History;

/// <summary>One step of a series.</summary>
/// <param name="At">When the step begins, milliseconds since 1970.</param>
/// <param name="Mean">Mean of what was seen in it.</param>
/// <param name="Max">The highest of it.</param>
public readonly record struct HistoryPoint(long At, double Mean, double Max);

/// <summary>Figures of the past. A step in which nothing was known has no point.</summary>
/// <param name="From">When the first step begins.</param>
/// <param name="To">When the last step ends.</param>
/// <param name="Step">Length of a step, seconds.</param>
/// <param name="Series">Points by figure, oldest first; figures that were never recorded have none.</param>
public sealed record HistoryAnswer(DateTimeOffset From, DateTimeOffset To, int Step, IReadOnlyDictionary<Figure, IReadOnlyList<HistoryPoint>> Series);

/// <summary>Reads history.db in as few steps as a chart has pixels.</summary>
internal sealed class HistoryQuery(ConsoleDatabase database, HistoryOptions options, TimeProvider time)
{
    private const int MostPoints = 720;

    private static readonly TimeSpan Nearly = TimeSpan.FromMinutes(1);

    /// <summary>The past of one object.</summary>
    public HistoryAnswer Read(string cluster, Subject subject, IReadOnlyList<Figure> figures, DateTimeOffset from, DateTimeOffset to)
    {
        var tier = TierFor(from);
        var (first, last) = (tier.BucketOf(from), tier.BucketOf(to));
        var each = (int)Math.Max(1, (last - first + MostPoints - 1) / MostPoints);
        first -= first % each;
        using var connection = database.Open();
        var series = new Dictionary<Figure, IReadOnlyList<HistoryPoint>>();
        foreach (var figure in figures)
        {
            if (SeriesDirectory.Find(connection, new SeriesKey(cluster, subject, figure)) is not { } id)
            {
                series[figure] = [];
                continue;
            }

            // Rows are in order of time: each bucket is one look for the series in it.
            using var command = connection.Command(
                $"""
                WITH RECURSIVE buckets (at) AS (SELECT $first UNION ALL SELECT at + 1 FROM buckets WHERE at < $last)
                SELECT buckets.at / $each, sum(sum) / sum(count), max(max)
                FROM buckets CROSS JOIN {tier.Table} AS samples ON samples.at = buckets.at AND samples.series = $series GROUP BY 1 ORDER BY 1
                """,
                ("$first", first), ("$last", last), ("$each", each), ("$series", id));
            using var reader = command.ExecuteReader();
            var points = new List<HistoryPoint>();
            while (reader.Read())
                points.Add(new HistoryPoint(reader.GetInt64(0) * each * tier.Step * 1000, reader.GetDouble(1), reader.GetDouble(2)));
            series[figure] = points;
        }

        return new HistoryAnswer(Moment(first * tier.Step), Moment((last / each * each + each) * tier.Step), each * tier.Step, series);
    }

    // The finest that still has the beginning, as near as makes no difference: whoever asks for a day reckoned it a moment ago.
    private HistoryTier TierFor(DateTimeOffset from) =>
        options.Tiers.FirstOrDefault(tier => from >= time.GetUtcNow() - tier.Kept - Nearly) ?? options.Tiers[^1];

    private static DateTimeOffset Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
