using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RocketMQ.Store.Files;

/// <summary>
/// A whole file mapped for reading and writing. The descriptor is closed once mapped, so a store with thousands of queues does not
/// run out of them; only a file that is written by calls opens one again. Not safe to dispose while its memory is in use: Segment counts the users.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>, IMappedFile
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private SafeFileHandle? _written;
    private int _reserved;
    private bool _disposed;

    public MappedFile(string path, int length)
    {
        Path = path;
        Length = length;
        using (var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0))
        {
            if (stream.Length != length) stream.SetLength(length);
            using var map = MemoryMappedFile.CreateFromFile(stream, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, true);
            _view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite);
        }

        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    public string Path { get; }

    public int Length { get; }

    public override Span<byte> GetSpan() => new(_start, Length);

    public Span<byte> GetSpan(int position, int length)
    {
        if ((uint)position > (uint)Length || (uint)length > (uint)(Length - position)) throw new ArgumentOutOfRangeException(nameof(length));
        return new Span<byte>(_start + position, length);
    }

    /// <summary>Called by one thread at a time.</summary>
    public void Write(int position, ReadOnlySpan<byte> bytes)
    {
        if ((uint)position > (uint)Length || bytes.Length > Length - position) throw new ArgumentOutOfRangeException(nameof(position));
        RandomAccess.Write(_written ??= OpenHandle(), bytes, position);
    }

    public void Flush(int position, int length)
    {
        if (length <= 0) return;
        if (!OperatingSystem.IsLinux())
        {
            _view.Flush();
            return;
        }

        var (first, size) = Pages(position, length, inner: false);
        if (LinuxMemory.Sync(_start + first, size) != 0)
            throw new IOException($"Flushing {Path} failed with system error {Marshal.GetLastPInvokeError()}.");
    }

    public void MakeDirty(int position, int length)
    {
        if (length <= 0) return;
        if (OperatingSystem.IsLinux())
        {
            var (start, size) = Pages(position, length, inner: false);
            if (LinuxMemory.Advise(_start + start, size, LinuxMemory.PopulateWrite) == 0) return;
            var error = Marshal.GetLastPInvokeError();
            if (error != LinuxMemory.InvalidArgument) throw new IOException($"Writing {Path} again failed: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        // An old kernel: written to without a change, which also holds while others write.
        for (var at = position & ~(LinuxMemory.PageSize - 1); at < position + length; at += LinuxMemory.PageSize)
            _ = Interlocked.Or(ref Unsafe.AsRef<int>(_start + at), 0);
    }

    /// <summary>Called by one thread at a time.</summary>
    public void Reserve(int position, int length)
    {
        var end = (int)Math.Min((long)position + length, Length);
        if (!OperatingSystem.IsLinux() || end <= _reserved) return;
        var from = Math.Max(position, _reserved);
        using var handle = OpenHandle();
        if (LinuxMemory.Reserve(handle, from, end - from) is not 0 and var error)
            throw new IOException($"There is no disk space for {end - from} bytes of {Path}: {Marshal.GetPInvokeErrorMessage(error)}.");
        _reserved = end;
    }

    public void Populate(int position, int length) => Advise(position, length, LinuxMemory.PopulateWrite, inner: false);

    public void Forget(int position, int length) => Advise(position, length, LinuxMemory.DontNeed, inner: true);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
        // Mapped memory never moves.
    }

    void IDisposable.Dispose() => Dispose(true);

    protected override void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _written?.Dispose();
    }

    private SafeFileHandle OpenHandle() => File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private void Advise(int position, int length, int advice, bool inner)
    {
        if (!OperatingSystem.IsLinux()) return;
        var (first, size) = Pages(position, Math.Min(length, Length - position), inner);
        // The answer does not matter: these are hints.
        if (size > 0) _ = LinuxMemory.Advise(_start + first, size, advice);
    }

    private static (int First, nuint Size) Pages(int position, int length, bool inner)
    {
        const int mask = LinuxMemory.PageSize - 1;
        var first = inner ? (position + mask) & ~mask : position & ~mask;
        var end = inner ? (position + length) & ~mask : position + length;
        return end <= first ? (0, 0) : (first, (nuint)(end - first));
    }
}
