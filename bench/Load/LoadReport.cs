using System.Diagnostics;
using System.Globalization;

namespace RocketMQ.Load;

/// <summary>What one run measured.</summary>
internal sealed record LoadReport(
    int Sent, long Failed, TimeSpan Elapsed, Memory<long> Latencies, ProcessFigures Before, ProcessFigures After)
{
    public void Print(TextWriter output)
    {
        var sorted = Latencies.ToArray();
        Array.Sort(sorted);
        Line("sent", Sent, "messages");
        Line("failed", Failed, "messages");
        Line("rate", Sent / Elapsed.TotalSeconds, "messages/s");
        Line("p50", Milliseconds(sorted, 0.50), "ms");
        Line("p99", Milliseconds(sorted, 0.99), "ms");
        if (After.Cpu - Before.Cpu is { } cpu)
            Line("cpu", cpu.TotalSeconds * 1_000_000 / Sent, "s/million");
        if (After.ResidentBytes is { } resident)
            Line("resident", resident / 1048576.0, "MiB");

        void Line(string name, double value, string unit) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10}{value,14:0.###} {unit}"));
    }

    private static double Milliseconds(long[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : Stopwatch.GetElapsedTime(0, sorted[(int)((sorted.Length - 1) * share)]).TotalMilliseconds;
}
