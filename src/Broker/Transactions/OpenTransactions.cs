using RocketMQ.Broker.Offsets;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Transactions;

/// <summary>
/// Which half messages have been dealt with, and how far that is known: what the original works out anew in every round from its two
/// queues is kept here and moved on (docs/protocol.md 6.10).
/// </summary>
/// <remarks>
/// <see cref="Turn"/> is taken first, then <c>_gate</c>, which owns everything here, or locks of the store. Only halves from
/// <see cref="First"/> on are remembered, so memory follows the number of open transactions and those of the last round. Both
/// positions are consumer offsets of CID_RMQ_SYS_TRANS, as in the original: after a crash rounds start from older ones, producers are
/// asked again about some halves, and nothing is forgotten.
/// </remarks>
internal sealed class OpenTransactions(IMessageStore store, OffsetTable offsets)
{
    /// <summary>Whose consumer offsets keep the positions.</summary>
    public const string Group = "CID_RMQ_SYS_TRANS";

    private const int BatchSize = 32;

    private readonly Lock _gate = new();
    private readonly HashSet<long> _done = [];
    private readonly Queue<(long Op, long LastHalf)> _ops = new();
    private readonly Dictionary<long, long> _newest = [];
    private readonly Dictionary<long, long> _roots = [];
    private long _nextOp;

    /// <summary>Held by whoever ends a half or writes one anew, from the look whether it is open until that is done.</summary>
    public Lock Turn { get; } = new();

    /// <summary>The first half not known to be done.</summary>
    public long First { get; private set; }

    /// <summary>Takes the positions up where they were left, by this broker or by the master it followed.</summary>
    public void Load()
    {
        lock (_gate)
        {
            _done.Clear();
            _ops.Clear();
            _newest.Clear();
            _roots.Clear();
            First = Position(SystemTopics.TransactionHalf);
            _nextOp = Position(SystemTopics.TransactionOp);
        }

        ReadOps();
    }

    /// <summary>Takes over which halves have been dealt with since this was last asked.</summary>
    public void ReadOps()
    {
        lock (_gate)
        {
            while (true)
            {
                using var read = store.Read(SystemTopics.TransactionOp, 0, _nextOp, BatchSize, int.MaxValue, null);
                foreach (var record in read.Records)
                {
                    if (MessageRecordCodec.TryRead(record, out var op, out _))
                        Take(op!);
                }

                if (read.NextBeginOffset <= _nextOp)
                    return;
                _nextOp = read.NextBeginOffset;
            }
        }
    }

    /// <summary>Whether a half has been dealt with; false also where that is not known any more.</summary>
    public bool IsDone(long half)
    {
        lock (_gate)
            return _done.Contains(half);
    }

    /// <summary>
    /// Whether a half may still be ended. Two ends of one transaction, for example the answers to two questions, must not deliver it
    /// twice. What was passed long ago is not remembered; then the producer's word counts, as in the original.
    /// </summary>
    /// <param name="half">The half the producer names.</param>
    /// <param name="copy">The copy of it that is asked about by now and ends together with it; null where there is none.</param>
    public bool IsOpen(long half, out long? copy)
    {
        lock (_gate)
        {
            copy = _newest.TryGetValue(half, out var newest) ? newest : null;
            return !_done.Contains(copy ?? half);
        }
    }

    /// <summary>A half has been dealt with.</summary>
    public void Done(long half)
    {
        lock (_gate)
        {
            if (half >= First)
                _done.Add(half);
        }
    }

    /// <summary>A half was written again at the end of its queue, since its producer has not said what becomes of it.</summary>
    public void Copied(long from, long to)
    {
        lock (_gate)
        {
            var root = _roots.Remove(from, out var known) ? known : from;
            _newest[root] = to;
            _roots[to] = root;
        }
    }

    /// <summary>Everything before <paramref name="half"/> is dealt with, or stands further behind once more.</summary>
    public void AdvanceTo(long half)
    {
        lock (_gate)
        {
            if (half <= First)
                return;
            for (var passed = First; passed < half; passed++)
            {
                if (!_done.Remove(passed))
                    continue;
                if (_roots.Remove(passed, out var root))
                    _newest.Remove(root);
            }

            First = half;
            while (_ops.TryPeek(out var oldest) && oldest.LastHalf < half)
                _ops.Dequeue();
        }
    }

    /// <summary>A half was given up.</summary>
    public void Forget(long half)
    {
        lock (_gate)
        {
            if (_roots.Remove(half, out var root))
                _newest.Remove(root);
        }
    }

    /// <summary>Puts the positions where they are saved with all consumer offsets.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            Commit(SystemTopics.TransactionHalf, First);
            Commit(SystemTopics.TransactionOp, _ops.TryPeek(out var oldest) ? oldest.Op : _nextOp);
        }
    }

    private void Take(StoredMessage op)
    {
        var last = -1L;
        foreach (var half in OpMessage.Read(op))
        {
            if (half < First)
                continue;
            _done.Add(half);
            last = Math.Max(last, half);
        }

        if (last >= 0)
            _ops.Enqueue((op.QueueOffset, last));
    }

    private long Position(string topic) => Math.Max(offsets.Find(topic, Group, 0) ?? 0, store.GetMinOffset(topic, 0));

    private void Commit(string topic, long position)
    {
        if (position > 0 && offsets.Find(topic, Group, 0) != position)
            offsets.Commit(topic, Group, 0, position);
    }
}
