using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Popping;

/// <summary>Identifies one pop of one queue: what an acknowledgement names.</summary>
internal readonly record struct CheckPointKey(string Group, string Topic, int QueueId, long StartOffset, long PopTime);

/// <summary>Messages that one pop took from one queue and that are not all acknowledged.</summary>
/// <remarks>Changes under the lock of <see cref="CheckPoints"/>.</remarks>
internal sealed class CheckPoint
{
    /// <summary>Acknowledgements are bits of one number.</summary>
    public const int MostMessages = 32;

    private readonly PopCheckPoint _body;
    private uint _acknowledged;

    public CheckPoint(PopCheckPoint body, int reviveQueue, long reviveOffset)
    {
        _body = body;
        _acknowledged = (uint)body.Acknowledged;
        (ReviveQueue, ReviveOffset, ReviveTime) = (reviveQueue, reviveOffset, body.PopTime + body.InvisibleTime);
    }

    /// <summary>Orders by revive time; no two of one queue stand at one place.</summary>
    public static IComparer<CheckPoint> ByTime { get; } = Comparer<CheckPoint>.Create((x, y) =>
        (x.ReviveTime, x.ReviveQueue, x.ReviveOffset).CompareTo((y.ReviveTime, y.ReviveQueue, y.ReviveOffset)));

    public CheckPointKey Key => new(_body.ConsumerGroup, _body.Topic, _body.QueueId, _body.StartOffset, _body.PopTime);

    public int ReviveQueue { get; }

    /// <summary>Where it stands in its revive queue. Not to be changed while it is ordered by time.</summary>
    public long ReviveOffset { get; set; }

    /// <summary>When what is not acknowledged comes again, milliseconds since 1970. Not to be changed while it is ordered by time.</summary>
    public long ReviveTime { get; set; }

    public int Count => Math.Min(_body.OffsetDifferences.Count > 0 ? _body.OffsetDifferences.Count : _body.Count, MostMessages);

    public bool IsComplete => System.Numerics.BitOperations.PopCount(_acknowledged) >= Count;

    /// <summary>Queue offsets of the messages that are not acknowledged.</summary>
    public IEnumerable<long> Open => Enumerable.Range(0, Count).Where(index => (_acknowledged & (1u << index)) == 0).Select(OffsetAt);

    /// <summary>The form in which it is written anew.</summary>
    public PopCheckPoint ToBody() => _body with { Acknowledged = (int)_acknowledged };

    /// <summary>Notes that a message is done; false where it is none of these or was done before.</summary>
    public bool Acknowledge(long offset)
    {
        for (var index = 0; index < Count; index++)
        {
            if (OffsetAt(index) != offset || (_acknowledged & (1u << index)) != 0)
                continue;
            _acknowledged |= 1u << index;
            return true;
        }

        return false;
    }

    private long OffsetAt(int index) => _body.StartOffset + (_body.OffsetDifferences.Count > 0 ? _body.OffsetDifferences[index] : index);
}
