namespace RocketMQ.Store;

/// <summary>One queue of one topic that a store has entries for.</summary>
public readonly record struct QueueRange(string Topic, int QueueId, long MinOffset, long MaxOffset);

/// <summary>
/// The messages of one broker: an append-only log, a queue per topic and queue id that points into it, and a key index.
/// All members may be called from any thread. Results that hold records are leases on mapped files: dispose them soon, and do not
/// touch their memory afterwards.
/// </summary>
public interface IMessageStore : IAsyncDisposable
{
    StoreHealth Health { get; }

    /// <summary>Why <see cref="Health"/> is not <see cref="StoreHealth.Writable"/>; null when it is.</summary>
    string? HealthProblem { get; }

    /// <summary>Whether appends take so long that senders should be turned away (key osPageCacheBusyTimeOutMills).</summary>
    bool IsBusy { get; }

    /// <summary>First log position still there.</summary>
    long MinPhysicalOffset { get; }

    /// <summary>Log position behind the last record.</summary>
    long MaxPhysicalOffset { get; }

    /// <summary>Log position up to which records are visible in their queues.</summary>
    long DispatchedOffset { get; }

    /// <summary>Log position up to which the disk has everything.</summary>
    long FlushedOffset { get; }

    /// <summary>Whether appends are refused because another broker's log is followed; a slave sets this and uses <see cref="AppendRaw"/>.</summary>
    bool IsFollower { get; set; }

    /// <summary>
    /// Stores one message. Copies into the mapped log under one short lock, never waits for the disk, and usually makes the message
    /// visible before it returns.
    /// </summary>
    AppendResult Append(in MessageAppend message);

    /// <summary>
    /// Stores the items of a batch body (docs/protocol.md 4.2.8) as one piece: either all or none. Everything but body, flag and item
    /// properties comes from <paramref name="template"/>, whose Body is the batch body.
    /// </summary>
    /// <param name="template">Fields common to all items; its properties are added behind each item's own.</param>
    /// <param name="physicalOffsets">Receives the log position of each record as far as it has room; see <see cref="AppendResult.Count"/>.</param>
    AppendResult AppendBatch(in MessageAppend template, Span<long> physicalOffsets);

    /// <summary>
    /// Copies bytes of a master's log to the same position, which must be the end of this log. Only an empty log may begin elsewhere, at
    /// the start of a file. Records become visible as they are complete.
    /// </summary>
    AppendResult AppendRaw(long physicalOffset, ReadOnlySpan<byte> bytes);

    /// <summary>Completes when the log is on disk up to <paramref name="endOffset"/>; at once under ASYNC_FLUSH.</summary>
    ValueTask<FlushStatus> WhenFlushedAsync(long endOffset);

    /// <summary>
    /// Reads records of a queue from <paramref name="offset"/> on. The limits of <see cref="StoreOptions"/> apply besides those given;
    /// the first record is returned whatever its size.
    /// </summary>
    QueueReadResult Read(string topic, int queueId, long offset, int maxCount, int maxBytes, IMessageFilter? filter);

    /// <summary>Reads the record that starts at a log position; null where none starts there.</summary>
    RecordLease? ReadRecord(long physicalOffset);

    /// <summary>Reads log bytes as they are, for replication: up to <paramref name="maxBytes"/>, never across a file's end. Null where there are none.</summary>
    RecordLease? ReadRaw(long physicalOffset, int maxBytes);

    /// <summary>
    /// Finds messages by unique key or one of their keys, newest first while searching, sorted by log position in the result. Entries of
    /// other keys with the same hash are left out.
    /// </summary>
    /// <param name="topic">The stored topic.</param>
    /// <param name="key">One key, without spaces.</param>
    /// <param name="maxCount">At most this many records.</param>
    /// <param name="beginTimestamp">Earliest store time, milliseconds, precise to a second.</param>
    /// <param name="endTimestamp">Latest store time.</param>
    KeyQueryResult QueryByKey(string topic, string key, int maxCount, long beginTimestamp, long endTimestamp);

    /// <summary>Offset behind the queue's last message; 0 for a queue that does not exist.</summary>
    long GetMaxOffset(string topic, int queueId);

    /// <summary>Offset of the first message kept; 0 for a queue that does not exist.</summary>
    long GetMinOffset(string topic, int queueId);

    /// <summary>
    /// Offset of the message stored nearest to a time (docs/protocol.md 2.4.4, code 29): the last one for times to come, 0 for a
    /// queue that is empty or does not exist.
    /// </summary>
    long GetOffsetByTime(string topic, int queueId, long timestamp);

    /// <summary>Store time of the first message kept in a queue; −1 when there is none.</summary>
    long GetEarliestMessageTime(string topic, int queueId);

    /// <summary>Store time of the first message in the log; −1 while the first file holds less than two of the largest messages (6.15).</summary>
    long GetEarliestMessageTime();

    /// <summary>Store time of the message at a queue offset; −1 when there is none.</summary>
    long GetMessageStoreTimestamp(string topic, int queueId, long offset);

    /// <summary>Log position that the entry at a queue offset points to; −1 when there is none.</summary>
    long GetPhysicalOffset(string topic, int queueId, long offset);

    /// <summary>Tags code of the entry at a queue offset, which is a time in the queues of delayed messages; null when there is none.</summary>
    long? GetTagsCode(string topic, int queueId, long offset);

    /// <summary>Whether a queue offset is so far back that its record is likely not in memory.</summary>
    bool IsOnDisk(string topic, int queueId, long offset);

    /// <summary>All queues that have been written to.</summary>
    IReadOnlyList<QueueRange> Queues();

    /// <summary>Queues of one topic.</summary>
    IReadOnlyList<QueueRange> Queues(string topic);

    /// <summary>Deletes the queues of a topic; its records stay in the log until they expire. Returns how many queues went.</summary>
    int DestroyQueues(string topic);

    /// <summary>Deletes the topics' queues whose last entry points before the log's first record (request 306). Returns how many went.</summary>
    int CleanExpiredQueues();

    /// <summary>Deletes expired log files now, whatever the hour (request 329). Returns how many went.</summary>
    int DeleteExpiredFiles();

    StoreStatistics GetStatistics();
}
