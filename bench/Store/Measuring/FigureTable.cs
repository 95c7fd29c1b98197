using System.Globalization;

namespace RocketMQ.StoreBench.Measuring;

/// <summary>A table of plain text; the first column is text, the others are figures.</summary>
internal sealed class FigureTable(TextWriter output, params string[] columns)
{
    private const int TextWidth = 34;
    private const int FigureWidth = 13;

    public void Title(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
        Row(columns[0], columns[1..]);
    }

    public void Row(string text, params string[] figures) =>
        output.WriteLine($"{text,-TextWidth}{string.Concat(figures.Select(figure => $"{figure,FigureWidth}"))}".TrimEnd());

    /// <summary>One row per side; the first is the device, which the others are compared with.</summary>
    public void Compare(string name, IReadOnlyList<Series> all)
    {
        foreach (var series in all)
        {
            var isDevice = ReferenceEquals(series, all[0]);
            Row(
                $"{name} {series.Name}", Number(series.MinWall), Number(series.MedianWall), Number(series.MinCpu),
                isDevice ? "" : Number(series.MinWall / all[0].MinWall),
                isDevice ? "" : Number(series.MedianRatio(all[0])),
                isDevice ? "" : Number(series.MinCpu / all[0].MinCpu));
        }
    }

    public static string Number(double value) => value.ToString(value < 0.1 ? "0.0000" : value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
