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

    /// <summary>What a kernel answers to advice that it does not know.</summary>
    public const int InvalidArgument = 22;

    private const int MsSync = 4;
    private const int KeepSize = 1;

    /// <summary>System errors of a file system that cannot take space ahead: unsupported, invalid, not implemented.</summary>
    private static readonly int[] CannotReserve = [95, InvalidArgument, 38];

    /// <summary>Takes disk space for a range of a file that has none yet; the system's error, or 0 where it worked or can not be had at all.</summary>
    public static int Reserve(SafeFileHandle file, long position, long length)
    {
        if (FAllocate(file, KeepSize, position, length) == 0) return 0;
        var error = Marshal.GetLastPInvokeError();
        return CannotReserve.Contains(error) ? 0 : error;
    }

    public static int Sync(byte* start, nuint length) => MSync(start, length, MsSync);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    public static partial int Advise(byte* start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle file, int mode, long position, long length);

    [LibraryImport("libc", EntryPoint = "msync", SetLastError = true)]
    private static partial int MSync(byte* start, nuint length, int flags);
}
