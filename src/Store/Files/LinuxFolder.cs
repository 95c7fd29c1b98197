using System.Runtime.InteropServices;

namespace RocketMQ.Store.Files;

/// <summary>Brings the names in a folder to disk, which .NET has no call for. Callers check the operating system first.</summary>
internal static partial class LinuxFolder
{
    private const int NoSuchFile = 2;

    /// <summary>What file systems answer that cannot sync a folder and need not.</summary>
    private const int InvalidArgument = 22;

    public static void Sync(string path)
    {
        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != NoSuchFile) throw Failure(path, error);
            return;
        }

        var failed = FSync(descriptor) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(descriptor);
        if (failed is not (0 or InvalidArgument)) throw Failure(path, failed);
    }

    /// <summary>Writes back the whole file system that holds a folder. Whether it worked is asked of each file afterwards.</summary>
    public static void HurryFileSystem(string path)
    {
        var descriptor = Open(path, 0);
        if (descriptor < 0) return;
        _ = SyncFileSystem(descriptor);
        _ = Close(descriptor);
    }

    private static IOException Failure(string path, int error) => new($"Bringing the folder {path} to disk failed with system error {error}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    private static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
