namespace RocketMQ.Store.Files;

/// <summary>A file of a store folder as a listing shows it.</summary>
internal readonly record struct StoreFile(string Path, string Name, long Length, long LastWriteMillis);

/// <summary>Size of the file system that holds a folder. Available is what this process may still take, which can be less than what is free.</summary>
internal readonly record struct DiskSpace(long Total, long Free, long Available)
{
    /// <summary>
    /// Used part of what could be used, rounded up to a whole percent as the original does: space kept back for the system counts neither
    /// as used nor as free. −1 where the size is not known.
    /// </summary>
    public double UsedRatio => Total <= 0 || Total - Free + Available <= 0 ? -1 : Math.Ceiling((Total - Free) * 100.0 / (Total - Free + Available)) / 100;
}

/// <summary>
/// Everything a store asks of a file system. The one place that touches it, so that tests can make it fail, fill up or lose power.
/// Members may be called from any thread; failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>. What is
/// written, made or deleted survives a loss of power only where a member says so.
/// </summary>
internal interface IStoreFiles
{
    void CreateDirectory(string path);

    bool Exists(string path);

    /// <summary>Files of a folder, by name; none where the folder does not exist.</summary>
    IReadOnlyList<StoreFile> ListFiles(string directory);

    /// <summary>Full paths of the folders inside a folder; none where it does not exist.</summary>
    IReadOnlyList<string> ListDirectories(string directory);

    /// <summary>Maps a file, making it with <paramref name="length"/> zero bytes (sparse where the system can) if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Its length; a shorter one grows.</param>
    /// <param name="durable">Whether to wait until a file that was made or grew is on the disk, with its length and its name.</param>
    IMappedFile Map(string path, int length, bool durable = false);

    /// <summary>Makes everything from a position on zero again and gives the file its length. The file must not be mapped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">First byte that becomes zero.</param>
    /// <param name="length">Length afterwards.</param>
    /// <param name="durable">Whether to wait for the disk.</param>
    void ZeroTail(string path, long from, long length, bool durable);

    byte[] ReadAll(string path);

    /// <summary>Overwrites the front of a file, making it if missing, and waits until the disk has the content and the name.</summary>
    void WriteDurably(string path, ReadOnlySpan<byte> content);

    /// <summary>Waits until the disk has the names of what was made and deleted in a folder; nothing where the folder is gone.</summary>
    void SyncDirectory(string path);

    /// <summary>
    /// Hints that very many files of the file system that holds a folder are flushed next: brings all to disk in one go, so that each of
    /// those flushes finds nothing to do. It promises nothing, and what fails shows in them.
    /// </summary>
    void HurryToDisk(string path)
    {
    }

    void Delete(string path);

    void DeleteDirectory(string path);

    /// <summary>Takes the exclusive lock that keeps two brokers out of one folder; null while another process holds it.</summary>
    IDisposable? TryLock(string path);

    /// <summary>Null where the system does not tell.</summary>
    DiskSpace? GetDiskSpace(string path);
}

/// <summary>A file mapped into memory over its whole length. Using its memory after disposal crashes the process; see Segment.</summary>
internal interface IMappedFile : IDisposable
{
    string Path { get; }

    int Length { get; }

    Memory<byte> Memory { get; }

    Span<byte> GetSpan(int position, int length);

    /// <summary>
    /// Writes through the system instead of the mapping, which shows the bytes at once too. Dearer per call, but a page written so needs
    /// neither be made present before nor be write-protected in every processor when it is flushed.
    /// </summary>
    void Write(int position, ReadOnlySpan<byte> bytes) => bytes.CopyTo(GetSpan(position, bytes.Length));

    /// <summary>Waits until a range and the length of the file are on disk; its name is a matter of the folder.</summary>
    void Flush(int position, int length);

    /// <summary>Has the next flush write a range again, whether the system takes it for written or not. Changes no byte; throws where that cannot be.</summary>
    void MakeDirty(int position, int length);

    /// <summary>
    /// Takes disk space for a range, or throws. The file is sparse, and writing to a mapped page for which there is no space left ends the
    /// process: nothing may be written that was not reserved or written before. File systems that cannot promise it do nothing here.
    /// </summary>
    void Reserve(int position, int length);

    /// <summary>Hints that a range is written soon: makes its pages present now.</summary>
    void Populate(int position, int length);

    /// <summary>Hints that a range is not needed soon: takes its pages out of this process's resident memory. The data stays.</summary>
    void Forget(int position, int length);
}
