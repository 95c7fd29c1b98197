using System.Diagnostics;

namespace RocketMQ.Load;

/// <summary>CPU time and resident memory of the server under load; unknown when no process was named.</summary>
internal sealed record ProcessFigures(TimeSpan? Cpu, long? ResidentBytes)
{
    public static ProcessFigures Read(int? pid)
    {
        if (pid is not { } id)
            return new ProcessFigures(null, null);
        using var process = Process.GetProcessById(id);
        return new ProcessFigures(process.TotalProcessorTime, process.WorkingSet64);
    }
}
