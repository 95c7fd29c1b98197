using RocketMQ.Model;

namespace RocketMQ.Store.Tests.PowerLoss;

/// <summary>Asserts that a recovered store holds what it must, and nothing it must not.</summary>
internal static class CrashCheck
{
    /// <summary>Every promise at once.</summary>
    public static void Holds(MessageStore store, CrashModel model)
    {
        var records = Walk(store);
        foreach (var record in records)
        {
            Assert.True(model.Records.TryGetValue(record.Position, out var appended), $"nothing was ever written at {record.Position}");
            Assert.True(record.Bytes.AsSpan().SequenceEqual(appended.Bytes), $"the record at {record.Position} is not what was written there");
        }

        Assert.True(store.MinPhysicalOffset <= model.MayBeginAt, $"the log begins at {store.MinPhysicalOffset}");
        var there = records.Select(record => record.Position).ToHashSet();
        var lost = model.Records.Values.Where(record => record.End <= model.Acknowledged && record.Position >= store.MinPhysicalOffset && !there.Contains(record.Position));
        Assert.True(!lost.Any(), $"acknowledged and lost: {string.Join(", ", lost.Select(record => record.Position))}");
        QueuesAreWhole(store, model, records);
        KeysAreFound(store, records);
        Assert.Equal(store.MaxPhysicalOffset, store.DispatchedOffset);
    }

    /// <summary>All that can be seen of a store, as text.</summary>
    public static string Describe(MessageStore store) => string.Join('\n',
    [
        $"log {store.MinPhysicalOffset} {store.MaxPhysicalOffset}",
        .. Walk(store).Select(record => $"{record.Position} {Convert.ToHexString(record.Bytes)}"),
        .. store.Queues().OrderBy(queue => queue.Topic, StringComparer.Ordinal).ThenBy(queue => queue.QueueId).SelectMany(queue =>
            Range(queue).Select(offset => $"{queue.Topic} {queue.QueueId} {offset} {store.GetPhysicalOffset(queue.Topic, queue.QueueId, offset)}")),
    ]);

    private static IEnumerable<long> Range(QueueRange queue)
    {
        for (var offset = queue.MinOffset; offset < queue.MaxOffset; offset++) yield return offset;
    }

    private static List<Appended> Walk(MessageStore store)
    {
        var records = new List<Appended>();
        for (var at = store.MinPhysicalOffset; at < store.MaxPhysicalOffset;)
        {
            using var lease = store.ReadRecord(at);
            if (lease is null)
            {
                using var blank = store.ReadRaw(at, RecordView.BlankLength);
                Assert.Equal(RecordKind.Blank, RecordView.Parse(blank!.Span, out _));
                at += System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(blank.Span);
                continue;
            }

            Assert.True(MessageRecordCodec.TryRead(lease.Memory.ToArray(), out var message, out var size));
            records.Add(CrashModel.From(message!));
            at += size;
        }

        return records;
    }

    /// <summary>Each queue goes without a gap from its first record in the log to the last.</summary>
    private static void QueuesAreWhole(MessageStore store, CrashModel model, List<Appended> records)
    {
        foreach (var group in records.Where(IsQueued).GroupBy(record => (record.Topic, record.QueueId)))
        {
            var (topic, queueId) = group.Key;
            var isFleeting = topic == CrashModel.FleetingTopic;
            var expected = group.Where(record => !isFleeting || record.Position >= model.FleetingSince).ToList();
            if (expected.Count == 0) continue;
            var (min, max) = (store.GetMinOffset(topic, queueId), store.GetMaxOffset(topic, queueId));
            Assert.True(expected[^1].QueueOffset + 1 == max, $"{topic} {queueId} ends at {max}, its last record has {expected[^1].QueueOffset}");
            Assert.True(isFleeting ? min <= expected[0].QueueOffset : min == expected[0].QueueOffset, $"{topic} {queueId} begins at {min}, its first record has {expected[0].QueueOffset}");
            for (var i = 0; i < expected.Count; i++)
            {
                var (offset, position) = (expected[0].QueueOffset + i, store.GetPhysicalOffset(topic, queueId, expected[0].QueueOffset + i));
                Assert.True((offset, position) == (expected[i].QueueOffset, expected[i].Position), $"{topic} {queueId} {offset} leads to {position}, not {expected[i].Position}");
            }
        }
    }

    private static bool IsQueued(Appended record)
    {
        _ = RecordView.Parse(record.Bytes, out var view);
        return view.SystemFlags.IsQueued();
    }

    private static void KeysAreFound(MessageStore store, List<Appended> records)
    {
        var byKey = records.SelectMany(record => record.Keys.Select(key => (record.Topic, Key: key, record.Position))).GroupBy(item => (item.Topic, item.Key));
        foreach (var group in byKey)
        {
            using var found = store.QueryByKey(group.Key.Topic, group.Key.Key, 100_000, 0, long.MaxValue);
            var positions = Enumerable.Range(0, found.Count).Select(i => PositionOf(found[i])).ToList();
            Assert.Equal(group.Select(item => item.Position).Order(), positions);
        }
    }

    private static long PositionOf(ReadOnlyMemory<byte> record)
    {
        _ = RecordView.Parse(record.Span, out var view);
        return view.PhysicalOffset;
    }
}
