using RocketMQ.Store;
using RocketMQ.StoreBench.Workload;

namespace RocketMQ.StoreBench.Appending;

/// <summary>A store that writers append to round after round, and that can tell afterwards whether all of it is there.</summary>
internal sealed class AppendedStore(IMessageStore store, int bodyLength, int writers) : IAsyncDisposable
{
    private readonly BenchMessages[] _messages = [.. Enumerable.Range(0, writers).Select(_ => new BenchMessages(bodyLength))];
    private readonly long[] _appended = new long[writers];

    public static StoreOptions Options(string path, FlushDiskType flush, bool index) => new()
    {
        StorePathRootDir = path, FlushDiskType = flush, MessageIndexEnable = index,
        DiskMaxUsedSpaceRatio = 100, DiskSpaceWarningLevelRatio = 100, DiskSpaceCleanForciblyRatio = 100,
    };

    /// <summary>Appends the writer's next message; each writer has a queue of its own.</summary>
    public AppendResult Append(int writer)
    {
        var result = store.Append(_messages[writer].Next(_appended[writer], writer));
        if (!result.IsStored) throw new InvalidOperationException(result.Problem);
        _appended[writer]++;
        return result;
    }

    /// <summary>Returns when all that was appended so far is visible: a sender may leave its record to another thread's turn.</summary>
    public void AwaitVisible()
    {
        var end = store.MaxPhysicalOffset;
        var spinner = default(SpinWait);
        while (store.DispatchedOffset < end) spinner.SpinOnce(sleep1Threshold: -1);
    }

    public ValueTask<FlushStatus> WhenFlushedAsync(in AppendResult result) => store.WhenFlushedAsync(result.EndOffset);

    public void Verify()
    {
        AwaitVisible();
        for (var writer = 0; writer < writers; writer++)
        {
            if (store.GetMaxOffset(BenchMessages.Topic, writer) != _appended[writer])
                throw new InvalidDataException($"Queue {writer} ends at {store.GetMaxOffset(BenchMessages.Topic, writer)}, but {_appended[writer]} messages were appended.");
            for (var offset = 0L; offset < _appended[writer];)
            {
                using var read = store.Read(BenchMessages.Topic, writer, offset, 32, 0, null);
                if (read.Count == 0) throw new InvalidDataException($"Queue {writer} gives nothing at offset {offset}: {read.Status}.");
                for (var i = 0; i < read.Count; i++) _messages[writer].Verify(read[i].Span, offset + i);
                offset = read.NextBeginOffset;
            }
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
