namespace RocketMQ.Store.Files;

/// <summary>The machine's own file system.</summary>
internal sealed class LocalFiles : IStoreFiles
{
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    public bool Exists(string path) => File.Exists(path);

    public IReadOnlyList<StoreFile> ListFiles(string directory)
    {
        var folder = new DirectoryInfo(directory);
        if (!folder.Exists) return [];
        return folder.EnumerateFiles()
            .Select(file => new StoreFile(file.FullName, file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds()))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
    }

    public IReadOnlyList<string> ListDirectories(string directory) =>
        Directory.Exists(directory) ? Directory.GetDirectories(directory) : [];

    public IMappedFile Map(string path, int length, bool durable = false)
    {
        if (durable && !(File.Exists(path) && new FileInfo(path).Length == length)) MakeDurably(path, length);
        return new MappedFile(path, length);
    }

    public void ZeroTail(string path, long from, long length, bool durable)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.SetLength(from);
        stream.SetLength(length);
        if (durable) RandomAccess.FlushToDisk(stream.SafeFileHandle);
    }

    public byte[] ReadAll(string path) => File.ReadAllBytes(path);

    public void WriteDurably(string path, ReadOnlySpan<byte> content)
    {
        var isNew = !File.Exists(path);
        using (var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        if (isNew && Path.GetDirectoryName(path) is { } directory) SyncDirectory(directory);
    }

    public void SyncDirectory(string path)
    {
        // Elsewhere the system keeps names by itself, or offers nothing.
        if (OperatingSystem.IsLinux()) LinuxFolder.Sync(path);
    }

    public void HurryToDisk(string path)
    {
        if (OperatingSystem.IsLinux()) LinuxFolder.HurryFileSystem(path);
    }

    public void Delete(string path)
    {
        // A reader may let go of a destroyed queue's file after its folder went.
        if (File.Exists(path)) File.Delete(path);
    }

    public void DeleteDirectory(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    public IDisposable? TryLock(string path)
    {
        FileStream? stream = null;
        try
        {
            // Keeps .NET processes out, this one included; the byte lock keeps out the original, which uses that.
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
            if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) stream.Lock(0, 1);
            if (stream.Length == 0) stream.Write("lock"u8);
            return stream;
        }
        catch (IOException)
        {
            stream?.Dispose();
            return null;
        }
    }

    public DiskSpace? GetDiskSpace(string path)
    {
        try
        {
            var drive = new DriveInfo(NearestExisting(path));
            return new DiskSpace(drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The folder itself, or the one it will be made in.</summary>
    private static string NearestExisting(string path)
    {
        var at = Path.GetFullPath(path);
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
            at = parent;
        return at;
    }

    private void MakeDurably(string path, int length)
    {
        using (var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            RandomAccess.SetLength(handle, length);
            RandomAccess.FlushToDisk(handle);
        }

        SyncDirectory(Path.GetDirectoryName(path)!);
    }
}
