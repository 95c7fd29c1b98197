using System.Globalization;
using System.Text;

namespace RocketMQ.ManagementConsole.Metrics;

/// <summary>Writes Prometheus' text format, version 0.0.4: families one after another, each with its help and type.</summary>
internal sealed class PrometheusText
{
    /// <summary>Content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a family of gauges. A sample whose value is null is left out, and a family without samples too.</summary>
    /// <param name="name">Name of the family.</param>
    /// <param name="help">What it says; one line.</param>
    /// <param name="samples">Labels and value of each sample.</param>
    public void Gauge(string name, string help, IEnumerable<((string Name, string Value)[] Labels, double? Value)> samples)
    {
        var begun = false;
        foreach (var (labels, value) in samples)
        {
            if (value is not { } known)
                continue;
            if (!begun)
                _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(" gauge\n");
            begun = true;
            _text.Append(name).Append('{').AppendJoin(',', labels.Select(Label)).Append("} ");
            _text.Append(known.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    public override string ToString() => _text.ToString();

    private static string Label((string Name, string Value) label) =>
        $"{label.Name}=\"{label.Value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
