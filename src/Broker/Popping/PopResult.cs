using System.Globalization;
using System.Text;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Popping;

/// <summary>What one pop has collected so far, queue by queue, in the form in which it is answered (docs/protocol.md 2.4.14).</summary>
internal sealed class PopResult(PopRequest request, long popTime, int reviveQueue)
{
    private readonly List<byte[]> _records = [];
    private readonly StringBuilder _starts = new();
    private readonly StringBuilder _offsets = new();
    private readonly StringBuilder _counts = new();

    public long PopTime => popTime;

    public int ReviveQueue => reviveQueue;

    /// <summary>Messages collected.</summary>
    public int Count => _records.Count;

    /// <summary>Messages that may be added.</summary>
    public int Room => request.MaxCount - Count;

    /// <summary>Messages that were left in the queues looked at.</summary>
    public long Rest { get; set; }

    /// <summary>Adds the messages of one queue.</summary>
    public void Add(string topic, int queueId, long start, IReadOnlyList<long> offsets, IEnumerable<byte[]> records)
    {
        _records.AddRange(records);
        var mark = PopNames.MarkOf(topic);
        Append(_starts, mark, queueId, start.ToString(CultureInfo.InvariantCulture));
        Append(_offsets, mark, queueId, string.Join(',', offsets));
    }

    /// <summary>Adds how often messages popped in order were popped before.</summary>
    public void AddCounts(string topic, int queueId, IReadOnlyDictionary<long, int> counts, int popped)
    {
        var mark = PopNames.MarkOf(topic);
        foreach (var (offset, count) in counts)
            Append(_counts, mark, $"qo{queueId}%{offset}", count.ToString(CultureInfo.InvariantCulture));
        // Older clients look the queue up and take the smallest count.
        Append(_counts, mark, queueId, (counts.Count == popped && popped > 0 ? counts.Values.Min() : 0).ToString(CultureInfo.InvariantCulture));
    }

    public PopMessageResponseHeader Header() => new()
    {
        PopTime = popTime,
        InvisibleTime = request.InvisibleTime,
        ReviveQid = reviveQueue,
        RestNum = Rest,
        StartOffsetInfo = _starts.ToString(),
        MsgOffsetInfo = _offsets.ToString(),
        OrderCountInfo = request.IsOrdered ? _counts.ToString() : null,
    };

    public byte[] Body() => [.. _records.SelectMany(record => record)];

    private static void Append(StringBuilder text, char mark, object key, string value)
    {
        if (text.Length > 0)
            text.Append(';');
        text.Append(mark).Append(' ').Append(key).Append(' ').Append(value);
    }
}
