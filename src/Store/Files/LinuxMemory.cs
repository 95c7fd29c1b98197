using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RocketMQ.Store.Files;

/// <summary>The memory calls of Linux that .NET has no name for. Callers check the operating system first.</summary>
internal static unsafe partial class LinuxMemory
{
    public const int PageSize = 4096;
    public const int DontNeed = 4;

    /// <summary>MADV_POPULATE_WRITE, Linux 5.14; older kernels refuse it, which only costs the hint.</summary>
    public const int PopulateWrite = 23;

    private const int MsSync = 4;
    private const int KeepSize = 1;

    /// <summary>Takes disk space for a range of a file that has none yet; file systems that cannot refuse it, which only costs speed.</summary>
    public static int Reserve(SafeFileHandle file, long position, long length) => FAllocate(file, KeepSize, position, length);

    public static int Sync(byte* start, nuint length) => MSync(start, length, MsSync);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    public static partial int Advise(byte* start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle file, int mode, long position, long length);

    [LibraryImport("libc", EntryPoint = "msync", SetLastError = true)]
    private static partial int MSync(byte* start, nuint length, int flags);
}
