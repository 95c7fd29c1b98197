using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using RocketMQ.Store.Files;

namespace RocketMQ.StoreBench.Appending;

/// <summary>
/// The least that a group commit can be: who comes while the disk is busy shares the next write and fdatasync; who finds it idle does
/// his own at once, on his own thread. The file has its length and its space reserved as a log file has.
/// </summary>
/// <remarks><c>_gate</c> guards the group that is being joined and whether somebody writes.</remarks>
internal sealed partial class GroupedWrites : IDisposable
{
    /// <summary>How far ahead of its end a log has disk space reserved, at least.</summary>
    private const int Ahead = 8 * 1024 * 1024;

    private readonly IMappedFile _space;
    private readonly SafeFileHandle _file;
    private readonly Lock _gate = new();
    private Group _joining = new();
    private Group? _spare;
    private bool _writing;
    private long _end;

    public GroupedWrites(string path, int length)
    {
        _space = new LocalFiles().Map(path, length);
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    public long Written => _end;

    public long Room => _space.Length - _end;

    public Task WriteAsync(ReadOnlySpan<byte> record)
    {
        Group mine;
        lock (_gate)
        {
            mine = _joining;
            mine.Add(record);
            if (_writing) return mine.Done.Task;
            _writing = true;
            Take();
        }

        Write(mine);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _file.Dispose();
        _space.Dispose();
    }

    private void Take()
    {
        _joining = _spare ?? new Group();
        _spare = null;
    }

    private void Write(Group group)
    {
        _space.Reserve((int)_end, group.Bytes.Length + Ahead);
        RandomAccess.Write(_file, group.Bytes, _end);
        if (DataSync(_file) != 0) throw new IOException($"fdatasync failed with system error {Marshal.GetLastPInvokeError()}.");
        _end += group.Bytes.Length;
        group.Done.SetResult();
        lock (_gate)
        {
            group.Clear();
            _spare = group;
            _writing = !_joining.Bytes.IsEmpty;
            if (!_writing) return;
            group = _joining;
            Take();
        }

        ThreadPool.UnsafeQueueUserWorkItem(static next => next.Writes.Write(next.Group), (Writes: this, Group: group), false);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);

    /// <summary>Those who share a write, and their bytes.</summary>
    private sealed class Group
    {
        private byte[] _bytes = new byte[64 * 1024];
        private int _length;

        public TaskCompletionSource Done { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public void Add(ReadOnlySpan<byte> record)
        {
            if (_length + record.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + record.Length));
            record.CopyTo(_bytes.AsSpan(_length));
            _length += record.Length;
        }

        public void Clear()
        {
            _length = 0;
            Done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
