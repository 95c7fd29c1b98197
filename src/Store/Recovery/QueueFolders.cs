using System.Globalization;
using RocketMQ.Store.Files;
using RocketMQ.Store.Queues;

namespace RocketMQ.Store.Recovery;

/// <summary>The files of one queue as they were found.</summary>
internal sealed record FoundQueue(string Topic, int QueueId, string Path, IReadOnlyList<StoreFile> Files, bool IsDamaged);

/// <summary>Looks at all queue folders before any is opened. Reads only.</summary>
internal static class QueueFolders
{
    /// <summary>
    /// Queues with a missing file or one of a wrong length are damaged and can be made again. Only where every file says so, another
    /// size was configured.
    /// </summary>
    /// <exception cref="StoreOpenException">Something that does not belong there, or files of another size.</exception>
    public static IReadOnlyList<FoundQueue> Inspect(IStoreFiles files, StoreOptions options, long logMinOffset, bool clean)
    {
        var found = new List<FoundQueue>();
        foreach (var topicPath in files.ListDirectories(options.ConsumeQueuePath))
        {
            foreach (var queuePath in files.ListDirectories(topicPath))
            {
                if (!int.TryParse(Path.GetFileName(queuePath), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !QueueTable.IsValidId(id))
                    throw new StoreOpenException($"{queuePath} does not belong into this folder: a topic's folder holds one folder per queue id.");
                var list = files.ListFiles(queuePath);
                if (list.Count > 0) found.Add(new(Path.GetFileName(topicPath), id, queuePath, list, !FitTogether(list, options.ConsumeQueueFileSize, logMinOffset)));
            }
        }

        RefuseOtherSize(found, options.ConsumeQueueFileSize, clean);
        return found;
    }

    /// <summary>Files follow each other, and from the first one on as long as nothing of the log has expired.</summary>
    private static bool FitTogether(IReadOnlyList<StoreFile> list, int size, long logMinOffset)
    {
        long? expected = logMinOffset == 0 ? 0 : null;
        for (var i = 0; i < list.Count; i++)
        {
            var offset = Log.SegmentList.OffsetOf(list[i]);
            if (offset != (expected ?? offset) || offset % size != 0 || (list[i].Length != size && !IsBeingMade(list, i))) return false;
            expected = offset + size;
        }

        return true;
    }

    /// <summary>A crash while the newest file was made may have left it empty; mapping it gives it its length.</summary>
    private static bool IsBeingMade(IReadOnlyList<StoreFile> list, int index) => index == list.Count - 1 && list[index].Length == 0;

    private static void RefuseOtherSize(List<FoundQueue> found, int size, bool clean)
    {
        var lengths = found.SelectMany(queue => queue.Files).GroupBy(file => file.Length).ToList();
        if (lengths.Count == 0 || lengths.Exists(group => group.Key == size)) return;
        var wrong = lengths[0].First();
        var isTorn = !clean && (lengths.Count > 1 || lengths[0].Count() == 1) && lengths.TrueForAll(group => group.Key < size);
        if (isTorn || lengths is [{ Key: 0 }]) return;
        throw new StoreOpenException(
            $"{wrong.Path} has {wrong.Length} bytes, but mappedFileSizeConsumeQueue says {size}. The size of existing files cannot be changed: set mappedFileSizeConsumeQueue to what the store was made with.");
    }
}
