using System.Collections.Concurrent;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests;

/// <summary>The real file system with a disk that fills up, becomes read-only, loses its folder or hangs, as the test says.</summary>
internal sealed class FaultyDisk : IStoreFiles
{
    private readonly LocalFiles _files = new();
    private readonly ConcurrentDictionary<string, int> _reads = new();
    private readonly ConcurrentDictionary<string, int> _synced = new();
    private TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told by everything that needs space or writes, where the path contains <see cref="Where"/>; null when the disk works.</summary>
    public string? Error { get; set; }

    public string Where { get; set; } = "";

    /// <summary>Files whose path contains this are not there any more; null when all are.</summary>
    public string? Vanished { get; set; }

    /// <summary>Files cannot be deleted.</summary>
    public bool KeepsFiles { get; set; }

    /// <summary>What the system says of the disk's size; null asks it.</summary>
    public DiskSpace? Space { get; set; }

    /// <summary>Reserving waits for this.</summary>
    public ManualResetEventSlim? Gate { get; set; }

    /// <summary>Flushing waits for this.</summary>
    public ManualResetEventSlim? FlushGate { get; set; }

    /// <summary>Completes when something has reached the closed <see cref="Gate"/>.</summary>
    public Task Held => _held.Task;

    /// <summary>How often mapped memory of files below a folder was looked at.</summary>
    public int ReadsOf(string folder) => _reads.Where(read => read.Key.Contains(folder, StringComparison.Ordinal)).Sum(read => read.Value);

    /// <summary>How often the names in each folder were brought to disk.</summary>
    public IReadOnlyDictionary<string, int> Synced => _synced;

    public void ForgetReads() => _reads.Clear();

    public IMappedFile Map(string path, int length, bool durable = false)
    {
        if (!File.Exists(path)) Demand(path);
        return new Mapped(_files.Map(path, length, durable), this);
    }

    public void CreateDirectory(string path)
    {
        if (!Directory.Exists(path)) Demand(path);
        _files.CreateDirectory(path);
    }

    public bool Exists(string path) => !(Vanished is { } gone && path.Contains(gone, StringComparison.Ordinal)) && _files.Exists(path);

    public IReadOnlyList<StoreFile> ListFiles(string directory) => _files.ListFiles(directory);

    public IReadOnlyList<string> ListDirectories(string directory) => _files.ListDirectories(directory);

    public void ZeroTail(string path, long from, long length, bool durable) => _files.ZeroTail(path, from, length, durable);

    public void SyncDirectory(string path)
    {
        _synced.AddOrUpdate(path, 1, static (_, count) => count + 1);
        Demand(path);
        _files.SyncDirectory(path);
    }

    public byte[] ReadAll(string path) => _files.ReadAll(path);

    public void WriteDurably(string path, ReadOnlySpan<byte> content)
    {
        Demand(path);
        _files.WriteDurably(path, content);
    }

    public void Delete(string path)
    {
        if (KeepsFiles) throw new IOException("Device or resource busy");
        _files.Delete(path);
    }

    public void DeleteDirectory(string path) => _files.DeleteDirectory(path);

    public IDisposable? TryLock(string path) => _files.TryLock(path);

    public DiskSpace? GetDiskSpace(string path) => Space ?? _files.GetDiskSpace(path);

    private void Demand(string path)
    {
        if (Error is { } error && path.Contains(Where, StringComparison.Ordinal)) throw new IOException(error);
    }

    private sealed class Mapped(IMappedFile file, FaultyDisk disk) : IMappedFile
    {
        public string Path => file.Path;

        public int Length => file.Length;

        public Memory<byte> Memory => file.Memory;

        public Span<byte> GetSpan(int position, int length)
        {
            disk._reads.AddOrUpdate(Path, 1, static (_, count) => count + 1);
            return file.GetSpan(position, length);
        }

        public void Flush(int position, int length)
        {
            disk.FlushGate?.Wait();
            disk.Demand(Path);
            file.Flush(position, length);
        }

        public void Reserve(int position, int length)
        {
            if (disk.Gate is { IsSet: false } gate)
            {
                disk._held.TrySetResult();
                gate.Wait();
            }

            disk.Demand(Path);
            file.Reserve(position, length);
        }

        public void Populate(int position, int length) => file.Populate(position, length);

        public void MakeDirty(int position, int length) => file.MakeDirty(position, length);

        public void Forget(int position, int length) => file.Forget(position, length);

        public void Dispose() => file.Dispose();
    }
}
