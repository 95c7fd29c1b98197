using System.Runtime.InteropServices;

namespace RocketMQ.StoreBench.Measuring;

/// <summary>
/// What the system has counted for this thread: processor time, page faults, and how often it had to let others run. Zero on systems
/// other than Linux. Tells what an operation that took long consisted of.
/// </summary>
internal readonly partial record struct ThreadUsage(double CpuMicros, long MinorFaults, long MajorFaults, long Waits, long Preemptions, int Collections)
{
    private const int ThisThread = 1;
    private const int Fields = 18;

    public static ThreadUsage Now()
    {
        if (!OperatingSystem.IsLinux()) return default;
        Span<long> usage = stackalloc long[Fields];
        if (GetUsage(ThisThread, ref MemoryMarshal.GetReference(usage)) != 0) return default;
        var cpu = ((usage[0] + usage[2]) * 1_000_000) + usage[1] + usage[3];
        return new ThreadUsage(cpu, usage[8], usage[9], usage[16], usage[17], GC.CollectionCount(0));
    }

    public static ThreadUsage operator -(ThreadUsage end, ThreadUsage start) => new(
        end.CpuMicros - start.CpuMicros, end.MinorFaults - start.MinorFaults, end.MajorFaults - start.MajorFaults, end.Waits - start.Waits,
        end.Preemptions - start.Preemptions, end.Collections - start.Collections);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
