using System.Runtime.InteropServices;

namespace RocketMQ.Store.Files;

/// <summary>A file system by one of its folders, which is held open: the system tells each holder once of everything that failed meanwhile.</summary>
internal sealed partial class LinuxDisk(int descriptor) : IWholeDisk
{
    private int _descriptor = descriptor;

    /// <summary>Null where the folder cannot be opened.</summary>
    public static LinuxDisk? Open(string folder) => OpenFolder(folder, 0) is >= 0 and var descriptor ? new LinuxDisk(descriptor) : null;

    public bool TrySync() => SyncFileSystem(_descriptor) == 0;

    public void Dispose()
    {
        if (_descriptor >= 0) _ = Close(_descriptor);
        _descriptor = -1;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    private static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
