using System.Text.Json;
using RocketMQ.ManagementConsole.History;

namespace RocketMQ.ManagementConsole.Live;

/// <summary>All figures of one thing at one moment, as the hub sends them. docs/hub.md.</summary>
/// <param name="Cluster">In which cluster.</param>
/// <param name="Kind">cluster, broker, group or topic.</param>
/// <param name="Name">Its name; empty for the cluster itself.</param>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Figures">Every figure there is of its kind; null is not known.</param>
public sealed record FiguresMessage(string Cluster, string Kind, string Name, long At, IReadOnlyDictionary<string, double?> Figures)
{
    /// <summary>The message about something.</summary>
    internal static FiguresMessage Of(string cluster, Subject subject, DateTimeOffset at, ILookup<Subject, Reading> readings)
    {
        var known = readings[subject].ToDictionary(reading => reading.Figure, reading => reading.Value);
        return new FiguresMessage(
            cluster,
            NameOf(subject.Kind.ToString()),
            subject.Name,
            at.ToUnixTimeMilliseconds(),
            SnapshotFigures.Of(subject.Kind).ToDictionary(
                figure => NameOf(figure.ToString()),
                figure => known.TryGetValue(figure, out var value) ? value : (double?)null));
    }

    private static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
