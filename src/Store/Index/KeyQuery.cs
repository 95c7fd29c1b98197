using System.Text;
using RocketMQ.Model;
using RocketMQ.Store.Log;

namespace RocketMQ.Store.Index;

/// <summary>Answers queries by key: looks entries up by hash, then asks each record whether it really has the key.</summary>
internal sealed class KeyQuery(KeyIndex? index, LogReader reader)
{
    public KeyQueryResult Run(string topic, string key, int maxCount, long begin, long end)
    {
        if (index is null || key.Length == 0 || maxCount <= 0) return new KeyQueryResult([], 0, 0);
        var topicBytes = Encoding.UTF8.GetBytes(topic);
        var keyBytes = Encoding.UTF8.GetBytes(key);
        var update = index.LastUpdate;
        var found = new List<(long Offset, RecordLease Lease)>();
        var seen = new HashSet<long>();
        foreach (var offset in index.Find(JavaHash.OfIndexKey(topicBytes, keyBytes), begin, end))
        {
            if (found.Count >= maxCount) break;
            if (!seen.Add(offset) || reader.ReadRecord(offset) is not { } lease) continue;
            if (HasKey(lease.Span, topicBytes, keyBytes)) found.Add((offset, lease));
            else lease.Dispose();
        }

        found.Sort(static (left, right) => left.Offset.CompareTo(right.Offset));
        return new KeyQueryResult([.. found.Select(item => item.Lease)], update.Timestamp, update.PhysicalOffset);
    }

    private static bool HasKey(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> topic, ReadOnlySpan<byte> key)
    {
        if (RecordView.Parse(bytes, out var record) != RecordKind.Message || !record.Topic.SequenceEqual(topic)) return false;
        if (record.Property("UNIQ_KEY"u8).SequenceEqual(key)) return true;
        var keys = record.Property("KEYS"u8);
        foreach (var range in keys.Split((byte)' '))
        {
            if (keys[range].SequenceEqual(key)) return true;
        }

        return false;
    }
}
