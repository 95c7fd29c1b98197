using RocketMQ.Store.Files;

namespace RocketMQ.Store.Recovery;

/// <summary>The folder of a store as a whole: whether it is one, and the lock that keeps others out.</summary>
internal sealed class StoreRoot(IStoreFiles files, string path)
{
    /// <summary>What a store folder holds at least one of.</summary>
    private static readonly string[] Marks =
        ["abort", "checkpoint", "commitlog", "config", "consumequeue", "index", "lock", "safepoint"];

    /// <summary>What people put beside a store that is still to be made.</summary>
    private static readonly string[] HarmlessEndings = [".conf", ".properties", ".log", ".yml", "logs"];

    private readonly string _lockPath = Path.Combine(path, "lock");
    private bool _hadLock;

    /// <summary>A folder with something in it that is not a store is most likely somebody's mistake.</summary>
    /// <exception cref="StoreOpenException">Names what was found.</exception>
    public void RefuseStranger()
    {
        if (files.Exists(path)) throw new StoreOpenException($"{path} is a file; storePathRootDir must be a folder.");
        var names = files.ListFiles(path).Select(file => file.Name).Concat(files.ListDirectories(path).Select(folder => Path.GetFileName(folder)!)).ToList();
        if (names.Exists(name => Marks.Contains(name))) return;
        if (names.Find(name => !HarmlessEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))) is { } stranger)
            throw new StoreOpenException(
                $"{path} is not a store folder: it holds {stranger}, but none of {string.Join(", ", Marks)}. Give storePathRootDir an empty folder or one that holds a store; nothing was changed.");
    }

    public IDisposable Lock()
    {
        Make();
        _hadLock = files.Exists(_lockPath);
        return files.TryLock(_lockPath)
            ?? throw new StoreOpenException($"Another broker runs on the store folder {path}. Stop it, or give this one another storePathRootDir.");
    }

    /// <summary>Lets the folder go.</summary>
    /// <param name="folderLock">What <see cref="Lock"/> returned.</param>
    /// <param name="forget">Whether to leave the folder as it was, without a lock file if it had none.</param>
    public void Unlock(IDisposable folderLock, bool forget)
    {
        // While it is held: nobody else can have locked it. Windows does not delete what is open.
        if (forget && !_hadLock && !OperatingSystem.IsWindows()) files.Delete(_lockPath);
        folderLock.Dispose();
    }

    /// <summary>Makes the folder, if it is missing, and waits until the disk has its name and those of the folders above that came with it.</summary>
    private void Make()
    {
        var above = new List<string>();
        for (var folder = path; Path.GetDirectoryName(folder) is { } parent; folder = parent)
        {
            if (files.ListDirectories(parent).Contains(folder)) break;
            above.Add(parent);
        }

        files.CreateDirectory(path);
        above.ForEach(files.SyncDirectory);
    }
}
