using System.Globalization;
using System.Text;

namespace RocketMQ.Telemetry;

/// <summary>Writes Prometheus' text format, version 0.0.4: families one after another, each with its help and type.</summary>
public sealed class PrometheusText
{
    /// <summary>Content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a family; one without samples is left out.</summary>
    /// <param name="name">Name of the family.</param>
    /// <param name="help">What it says.</param>
    /// <param name="type">counter or gauge.</param>
    /// <param name="samples">Labels and value of each sample.</param>
    public void Add(string name, string help, string type, IReadOnlyCollection<Sample> samples)
    {
        if (samples.Count == 0)
            return;
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, value) in samples)
        {
            _text.Append(name);
            if (labels.Length > 0)
                _text.Append('{').AppendJoin(',', labels.Select(Label)).Append('}');
            _text.Append(' ').Append(Number(value)).Append('\n');
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Label(KeyValuePair<string, object?> label) =>
        $"{label.Key}=\"{Escaped(Convert.ToString(label.Value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>One line of a family.</summary>
    /// <param name="Labels">What it is about.</param>
    /// <param name="Value">The figure.</param>
    public readonly record struct Sample(KeyValuePair<string, object?>[] Labels, double Value);
}
