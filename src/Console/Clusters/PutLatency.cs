using System.Globalization;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>How long storing a message took, as far as brokers tell: they count messages by classes of duration.</summary>
/// <param name="P50">Half of the messages took at most this, milliseconds.</param>
/// <param name="P99">99 of 100 took at most this, milliseconds.</param>
public sealed record PutLatency(double P50, double P99);

/// <summary>Reads percentiles out of the classes that a broker counts ("[&lt;=0ms]:1 [0~10ms]:3 …"), for the time between two looks.</summary>
internal sealed class PutLatencies
{
    private long[]? _before;
    private string? _labels;

    /// <summary>Takes the next reading.</summary>
    /// <returns>The percentiles since the one before; null for the first, and when nothing was stored between them.</returns>
    public PutLatency? Next(string? text)
    {
        var classes = Read(text);
        var labels = string.Concat(classes.Select(entry => entry.Label));
        var counts = classes.Select(entry => entry.Count).ToArray();
        var before = labels == _labels ? _before : null;
        (_before, _labels) = (counts.Length == 0 ? null : counts, labels);
        if (before is null)
            return null;
        // Apache's brokers begin to count anew every now and then; what they have then is all since.
        var isNew = counts.Zip(before).Any(pair => pair.First < pair.Second);
        var since = counts.Select((count, i) => isNew ? count : count - before[i]).ToArray();
        var total = since.Sum();
        return total == 0 ? null : new PutLatency(Percentile(classes, since, total * 0.5), Percentile(classes, since, total * 0.99));
    }

    /// <summary>Forgets the previous reading.</summary>
    public void Reset() => _before = null;

    // The upper end of a class: nobody in it took longer. The last class has none; its lower end is what is certain.
    private static double Percentile(List<(string Label, double Upper, long Count)> classes, long[] since, double rank)
    {
        var passed = 0L;
        for (var i = 0; i < classes.Count; i++)
        {
            passed += since[i];
            if (passed >= rank)
                return classes[i].Upper;
        }

        return classes[^1].Upper;
    }

    private static List<(string Label, double Upper, long Count)> Read(string? text)
    {
        var classes = new List<(string, double, long)>();
        foreach (var part in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.LastIndexOf(':');
            if (part is not ['[', ..] || colon < 3 || part[colon - 1] != ']')
                return [];
            var label = part[1..(colon - 1)];
            if (!long.TryParse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var count) || UpperEnd(label) is not { } upper)
                return [];
            classes.Add((label, upper, count));
        }

        return classes;
    }

    private static double? UpperEnd(string label)
    {
        var end = label.StartsWith("<=", StringComparison.Ordinal) ? label[2..] : label.TrimEnd('~').Split('~')[^1];
        var scale = end.EndsWith("ms", StringComparison.Ordinal) ? 1 : 1000;
        return double.TryParse(end.TrimEnd('m', 's'), CultureInfo.InvariantCulture, out var number) ? number * scale : null;
    }
}
