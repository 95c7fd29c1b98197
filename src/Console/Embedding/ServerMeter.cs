using System.ComponentModel;
using System.Diagnostics;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Measures what one server takes of the machine, again and again.</summary>
/// <remarks>Keeps the last look, from which processor use is told; not for several threads at once.</remarks>
internal sealed class ServerMeter(TimeProvider time)
{
    private static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private (int Process, TimeSpan Busy, long At)? _last;

    /// <summary>Looks.</summary>
    /// <param name="process">Its process id; null while there is none.</param>
    /// <param name="folder">Folder of its files.</param>
    public ServerUsage Measure(int? process, string folder)
    {
        var (cpu, memory) = process is { } id ? MeasureProcess(id) : (null, null);
        return new ServerUsage(cpu, memory, SizeOf(folder));
    }

    private (double? Cpu, long? Memory) MeasureProcess(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            var now = (id, process.TotalProcessorTime, time.GetTimestamp());
            var before = _last;
            _last = now;
            return (before is { } known && known.Process == id ? Share(known, now) : null, process.WorkingSet64);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended since its id was read.
            return (null, null);
        }
    }

    private double? Share((int Process, TimeSpan Busy, long At) before, (int Process, TimeSpan Busy, long At) now)
    {
        var passed = time.GetElapsedTime(before.At, now.At);
        return passed > TimeSpan.Zero ? (now.Busy - before.Busy) / passed : null;
    }

    private static long? SizeOf(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", EveryFile).Sum(LengthOf);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // The server deleted it since it was listed: it takes nothing any more.
            return 0;
        }
    }
}
