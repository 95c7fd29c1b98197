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
/// Everything a store asks of a file system. The one place that touches it, so that tests can make it fail, fill up or tear.
/// Members may be called from any thread; failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
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
    IMappedFile Map(string path, int length);

    /// <summary>Makes everything from a position on zero again without changing the length. The file must not be mapped.</summary>
    void ZeroTail(string path, long from, long length);

    byte[] ReadAll(string path);

    /// <summary>Overwrites the front of a file, making it if missing, and waits for the disk.</summary>
    void WriteDurably(string path, ReadOnlySpan<byte> content);

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

    /// <summary>Waits until a range is on disk.</summary>
    void Flush(int position, int length);

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
