using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests.PowerLoss;

/// <summary>
/// A file system in memory that remembers what was flushed: pages and lengths of files, and the names in each folder. From a moment of
/// it the disk after a loss of power can be made, with any part of the rest.
/// </summary>
/// <remarks>All operations happen under one lock. A moment is consistent when no append is under way; a flush may be.</remarks>
internal sealed class SimulatedDisk : IStoreFiles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedFile> _files = [];
    private readonly Dictionary<string, SimulatedFile> _durableFiles = [];
    private readonly HashSet<string> _folders = ["/"];
    private readonly HashSet<string> _durableFolders = ["/"];
    private bool _locked;

    /// <summary>Called before each operation that changes something.</summary>
    public Action? BeforeChange { get; set; }

    /// <summary>Reported as the last change of every file.</summary>
    public long LastWriteMillis { get; set; } = long.MaxValue;

    /// <summary>Content of every file as programs see it, by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents
    {
        get
        {
            lock (_gate) return _files.ToDictionary(file => file.Key, file => file.Value.Live.ToArray());
        }
    }

    /// <summary>The disk after the process was killed: everything is as programs saw it.</summary>
    public SimulatedDisk AfterKill() => Copy(static file => new SimulatedFile([.. file.Live], [.. file.Durable]));

    /// <summary>The disk after a loss of power.</summary>
    public SimulatedDisk AfterPowerLoss(Random random)
    {
        lock (_gate)
        {
            var disk = new SimulatedDisk();
            foreach (var folder in _folders.Union(_durableFolders).Order(StringComparer.Ordinal))
            {
                var isSure = _folders.Contains(folder) && _durableFolders.Contains(folder);
                if ((isSure || random.Next(2) == 0) && (folder == "/" || disk._folders.Contains(Parent(folder)))) disk.AddFolder(folder);
            }

            foreach (var path in _files.Keys.Union(_durableFiles.Keys).Order(StringComparer.Ordinal))
            {
                if (!disk._folders.Contains(Parent(path))) continue;
                var (live, durable) = (_files.GetValueOrDefault(path), _durableFiles.GetValueOrDefault(path));
                if ((ReferenceEquals(live, durable) || random.Next(2) == 0 ? live : durable) is not { } survivor) continue;
                disk._files[path] = disk._durableFiles[path] = survivor.AfterPowerLoss(random);
            }

            return disk;
        }
    }

    /// <summary>Everything as it is, unflushed parts still unflushed.</summary>
    public SimulatedDisk Moment() => Copy(static file => file.Clone());

    public SimulatedFile File(string path)
    {
        lock (_gate) return _files[path];
    }

    public void CreateDirectory(string path)
    {
        Change(() =>
        {
            for (var folder = path; folder != "/"; folder = Parent(folder)) _folders.Add(folder);
        });
    }

    public bool Exists(string path)
    {
        lock (_gate) return _files.ContainsKey(path);
    }

    public IReadOnlyList<StoreFile> ListFiles(string directory)
    {
        lock (_gate)
            return
            [
                .. _files.Where(file => Parent(file.Key) == directory)
                    .Select(file => new StoreFile(file.Key, Path.GetFileName(file.Key), file.Value.Live.Length, LastWriteMillis))
                    .OrderBy(file => file.Name, StringComparer.Ordinal),
            ];
    }

    public IReadOnlyList<string> ListDirectories(string directory)
    {
        lock (_gate) return [.. _folders.Where(folder => folder != "/" && Parent(folder) == directory)];
    }

    public IMappedFile Map(string path, int length, bool durable = false)
    {
        var isChanged = false;
        Change(() =>
        {
            if (!_folders.Contains(Parent(path))) throw new DirectoryNotFoundException(path);
            if (!_files.TryGetValue(path, out var file)) _files[path] = file = new SimulatedFile([], []);
            if (file.Live.Length == length) return;
            isChanged = true;
            file.SetLength(length);
        });
        if (durable && isChanged)
        {
            Change(() => _files[path].Flush(0, 0));
            SyncDirectory(Parent(path));
        }

        lock (_gate) return new SimulatedFile.Mapping(this, _files[path], path);
    }

    public void ZeroTail(string path, long from, long length, bool durable)
    {
        Change(() =>
        {
            _files[path].SetLength(from);
            _files[path].SetLength(length);
        });
        if (durable) Change(() => _files[path].Flush(0, length));
    }

    public byte[] ReadAll(string path)
    {
        lock (_gate) return [.. _files[path].Live];
    }

    public void WriteDurably(string path, ReadOnlySpan<byte> content)
    {
        var (bytes, isNew) = (content.ToArray(), !Exists(path));
        Change(() =>
        {
            if (!_files.TryGetValue(path, out var file)) _files[path] = file = new SimulatedFile([], []);
            if (file.Live.Length < bytes.Length) file.SetLength(bytes.Length);
            bytes.CopyTo(file.Live.AsSpan());
        });
        Change(() => _files[path].Flush(0, bytes.Length));
        if (isNew) SyncDirectory(Parent(path));
    }

    public void SyncDirectory(string path) => Change(() =>
    {
        foreach (var name in _durableFiles.Keys.Where(name => Parent(name) == path).ToList()) _ = _durableFiles.Remove(name);
        foreach (var (name, file) in _files.Where(file => Parent(file.Key) == path)) _durableFiles[name] = file;
        _durableFolders.RemoveWhere(folder => folder != "/" && Parent(folder) == path && !_folders.Contains(folder));
        _durableFolders.UnionWith(_folders.Where(folder => folder != "/" && Parent(folder) == path));
    });

    public void Delete(string path) => Change(() => _files.Remove(path));

    public void DeleteDirectory(string path) => Change(() =>
    {
        foreach (var name in _files.Keys.Where(name => name.StartsWith(path + "/", StringComparison.Ordinal)).ToList()) _ = _files.Remove(name);
        _folders.RemoveWhere(folder => folder == path || folder.StartsWith(path + "/", StringComparison.Ordinal));
    });

    public IDisposable? TryLock(string path)
    {
        lock (_gate)
        {
            if (_locked) return null;
            _locked = true;
            _ = _files.TryAdd(path, new SimulatedFile("lock"u8.ToArray(), []));
            return new Release(this);
        }
    }

    public DiskSpace? GetDiskSpace(string path) => null;

    /// <summary>Flushing mapped files fails.</summary>
    public bool FailsFlushes { get; set; }

    public void Flush(SimulatedFile file, int position, int length)
    {
        if (!FailsFlushes)
        {
            Change(() => file.Flush(position, length));
            return;
        }

        Change(() => file.FailToFlush(position, length));
        throw new IOException("Input/output error");
    }

    public void MakeDirty(SimulatedFile file, int position, int length) => Change(() => file.MakeDirty(position, length));

    private static string Parent(string path) => Path.GetDirectoryName(path)!;

    private void Change(Action change)
    {
        BeforeChange?.Invoke();
        lock (_gate) change();
    }

    private void AddFolder(string folder)
    {
        _folders.Add(folder);
        _durableFolders.Add(folder);
    }

    private SimulatedDisk Copy(Func<SimulatedFile, SimulatedFile> copy)
    {
        lock (_gate)
        {
            // A file may be known by the same name in both, or be another one.
            var copies = _files.Values.Union(_durableFiles.Values).ToDictionary(file => file, copy);
            var disk = new SimulatedDisk();
            foreach (var (path, file) in _files) disk._files[path] = copies[file];
            foreach (var (path, file) in _durableFiles) disk._durableFiles[path] = copies[file];
            disk._folders.UnionWith(_folders);
            disk._durableFolders.UnionWith(_durableFolders);
            return disk;
        }
    }

    private sealed class Release(SimulatedDisk disk) : IDisposable
    {
        public void Dispose()
        {
            lock (disk._gate) disk._locked = false;
        }
    }
}
