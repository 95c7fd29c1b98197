using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Components.History;

/// <summary>One chart of the past. A single figure is drawn with its mean and its peaks, several with their means.</summary>
/// <param name="Key">Its title is the resource <c>History.Chart.{Key}</c>.</param>
/// <param name="Format">How values are written.</param>
/// <param name="Figures">What is drawn.</param>
public sealed record HistoryChart(string Key, ChartFormat Format, params IReadOnlyList<Figure> Figures)
{
    private static readonly HistoryChart Rates = new("Rates", ChartFormat.Rate, Figure.In, Figure.Out);
    private static readonly HistoryChart Lag = new("Lag", ChartFormat.Count, Figure.Lag);
    private static readonly HistoryChart Unread = new("Unread", ChartFormat.Duration, Figure.OldestUnread);
    private static readonly HistoryChart Disk = new("Disk", ChartFormat.Percent, Figure.Disk);
    private static readonly HistoryChart Latency = new("Latency", ChartFormat.Milliseconds, Figure.PutP50, Figure.PutP99);
    private static readonly HistoryChart RoundTrip = new("RoundTrip", ChartFormat.Milliseconds, Figure.RoundTrip);
    private static readonly HistoryChart Producers = new("Producers", ChartFormat.Count, Figure.Producers);
    private static readonly HistoryChart Members = new("Members", ChartFormat.Count, Figure.Members);

    /// <summary>The charts about one kind of thing.</summary>
    public static IReadOnlyList<HistoryChart> Of(SubjectKind kind) => kind switch
    {
        SubjectKind.Cluster => [Rates, Lag, Unread, Disk, Producers],
        SubjectKind.Broker => [Rates, Latency, Disk, RoundTrip],
        SubjectKind.Group => [Rates, Lag, Unread, Members],
        _ => [Rates],
    };

    /// <summary>Whether the peaks of its figure are a series of their own.</summary>
    public bool HasPeaks => Figures.Count == 1;

    /// <summary>The points of an answer, oldest first.</summary>
    public IReadOnlyList<ChartPoint> PointsOf(HistoryAnswer past)
    {
        var width = HasPeaks ? 2 : Figures.Count;
        var rows = new SortedDictionary<long, double?[]>();
        foreach (var (figure, i) in Figures.Select((figure, i) => (figure, i)))
        {
            foreach (var point in past.Series[figure])
            {
                if (!rows.TryGetValue(point.At, out var row))
                    rows[point.At] = row = new double?[width];
                row[i] = point.Mean;
                if (HasPeaks)
                    row[1] = point.Max;
            }
        }

        return [.. rows.Select(row => new ChartPoint(DateTimeOffset.FromUnixTimeMilliseconds(row.Key), row.Value))];
    }
}
