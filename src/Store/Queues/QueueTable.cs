using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using RocketMQ.Store.Files;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Queues;

/// <summary>The queues of one topic, found by queue id without a lock.</summary>
internal sealed class TopicQueues(string name)
{
    private volatile ConsumeQueue?[] _byId = [];

    public string Name => name;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    public IEnumerable<ConsumeQueue> All => _byId.OfType<ConsumeQueue>();

    public ConsumeQueue? Find(int queueId) => (uint)queueId < (uint)_byId.Length ? _byId[queueId] : null;

    /// <summary>Called under the table's lock.</summary>
    public void Set(int queueId, ConsumeQueue? queue)
    {
        var grown = _byId.Length > queueId ? [.. _byId] : new ConsumeQueue?[queueId + 1];
        _byId.CopyTo(grown, 0);
        grown[queueId] = queue;
        _byId = grown;
    }
}

/// <summary>All queues of a store by topic and queue id.</summary>
/// <remarks>Look-ups take no lock; making and destroying queues happens under <c>_changes</c>, a leaf lock.</remarks>
internal sealed class QueueTable(IStoreFiles files, string root, int fileSize, int mappedFiles)
{
    /// <summary>Ids above this come from damaged records only; a slot array for them would eat the memory.</summary>
    private const int MaxQueueId = 1 << 20;

    private readonly Lock _changes = new();
    private readonly AwakeSegments _awake = new(mappedFiles);
    private readonly ConcurrentDictionary<string, TopicQueues> _topics = new(StringComparer.Ordinal);

    /// <summary>Queue files mapped now.</summary>
    public int MappedFiles => _awake.Count;

    /// <summary>Unmaps queue files that were not used since the last time.</summary>
    public void SleepIdle() => _awake.SleepIdle();

    public IEnumerable<TopicQueues> Topics => _topics.Values;

    public IEnumerable<ConsumeQueue> All => _topics.Values.SelectMany(topic => topic.All);

    public static bool IsValidId(int queueId) => queueId is >= 0 and <= MaxQueueId;

    public TopicQueues? Find(string topic) => _topics.TryGetValue(topic, out var found) ? found : null;

    public ConsumeQueue? Find(string topic, int queueId) => Find(topic)?.Find(queueId);

    public TopicQueues? Find(ReadOnlySpan<byte> utf8)
    {
        Span<char> name = stackalloc char[256];
        if (utf8.Length > name.Length) return Find(Encoding.UTF8.GetString(utf8));
        var length = Encoding.UTF8.GetChars(utf8, name);
        return _topics.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var found) ? found : null;
    }

    public ConsumeQueue GetOrAdd(string topic, int queueId) => Find(topic, queueId) ?? Add(topic, queueId);

    /// <summary>Opens every queue that has a folder. Nothing is changed yet.</summary>
    public void Load()
    {
        foreach (var topicPath in files.ListDirectories(root))
        {
            foreach (var queuePath in files.ListDirectories(topicPath))
            {
                if (!int.TryParse(Path.GetFileName(queuePath), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !IsValidId(id))
                    throw new StoreOpenException($"{queuePath} does not belong into this folder: a topic's folder holds one folder per queue id.");
                var found = Log.SegmentList.Inspect(files, queuePath, fileSize, "mappedFileSizeConsumeQueue");
                if (found.Count > 0) Add(Path.GetFileName(topicPath), id).Load(found);
            }
        }
    }

    /// <summary>Takes a topic out and deletes its files once nobody reads them.</summary>
    public int Destroy(string topic)
    {
        TopicQueues? removed;
        lock (_changes)
        {
            if (!_topics.TryRemove(topic, out removed)) return 0;
        }

        var count = 0;
        foreach (var queue in removed.All)
        {
            queue.Close(delete: true);
            count++;
        }

        files.DeleteDirectory(Path.Combine(root, topic));
        return count;
    }

    public void Destroy(ConsumeQueue queue)
    {
        lock (_changes) Find(queue.Topic)?.Set(queue.QueueId, null);
        queue.Close(delete: true);
    }

    public void Close()
    {
        foreach (var queue in All) queue.Close();
    }

    private ConsumeQueue Add(string topic, int queueId)
    {
        lock (_changes)
        {
            var queues = _topics.GetOrAdd(topic, static name => new TopicQueues(name));
            if (queues.Find(queueId) is { } known) return known;
            var path = Path.Combine(root, topic, queueId.ToString(CultureInfo.InvariantCulture));
            var queue = new ConsumeQueue(files, queues.Name, queueId, path, fileSize, _awake);
            queues.Set(queueId, queue);
            return queue;
        }
    }
}
