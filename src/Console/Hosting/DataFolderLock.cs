namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Keeps a second console off the same data folder; the system releases the lock when the process ends in any way.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder.</summary>
    /// <returns>Null when another console has it.</returns>
    public static DataFolderLock? TryTake(string folder)
    {
        PrivateFolder.Create(folder);
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, "console.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
