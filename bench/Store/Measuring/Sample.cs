using System.Diagnostics;

namespace RocketMQ.StoreBench.Measuring;

/// <summary>What a number of operations took: time on the wall, and of all processors together.</summary>
internal readonly record struct Sample(TimeSpan Wall, TimeSpan Cpu, long Operations)
{
    public double WallMicros => Wall.TotalMicroseconds / Operations;

    public double CpuMicros => Cpu.TotalMicroseconds / Operations;

    public static Sample Of(long operations, Action work)
    {
        var (cpu, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        work();
        return new Sample(Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu, operations);
    }

    public static async Task<Sample> OfAsync(long operations, Func<Task> work)
    {
        var (cpu, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        return new Sample(Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu, operations);
    }
}
