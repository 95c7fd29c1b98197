using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Filters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Tailing;

/// <summary>What one person sees of the end of a topic: the newest messages that fit, as they may see them, in bounded memory.</summary>
/// <remarks>
/// Batches come from the topic's loop, which never waits: they are put down, and one task at a time looks through them. What a slow one does not get
/// to is left out and counted. All of it changes under one lock; pages read <see cref="View"/>, which is replaced as a whole.
/// </remarks>
internal sealed class TailState(MessageSight sight, MessageQuery query, TimeProvider time)
{
    /// <summary>Rows that are kept; older ones go.</summary>
    public const int MostRows = 200;

    /// <summary>Rows that one look may add.</summary>
    public const int MostNewRows = 50;

    /// <summary>Messages that may wait to be looked through.</summary>
    public const int MostWaiting = 2000;

    /// <summary>Bytes of records that may wait, and that rows may hold.</summary>
    public const long MostBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly MessageFilter _filter = new(query);
    private readonly RowMaker _maker = new(sight, query);
    private readonly Queue<LocatedMessage> _waiting = [];
    private long _waitingBytes;
    private bool _isWorking;
    private bool _isPaused;
    private volatile TailView _view = new();

    /// <summary>Raised when there is something new to show, on any thread.</summary>
    public event Action? Changed;

    /// <summary>What is to be shown.</summary>
    public TailView View => _view;

    /// <summary>Whether it stands still: nothing is added, and what passes is counted.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set
        {
            lock (_gate)
            {
                _isPaused = value;
                if (!value)
                    _view = _view with { Passed = 0 };
            }
        }
    }

    /// <summary>Takes what a look at the topic brought.</summary>
    public void Take(TailBatch batch)
    {
        // What is left open must not go on showing what may be seen no longer.
        if (_view.Rows.Any(row => row.Message.Reveal?.Until <= time.GetUtcNow()))
            LookAgain();
        lock (_gate)
        {
            if (_isPaused)
            {
                _view = _view with { Passed = _view.Passed + batch.Messages.Count + batch.Skipped, Failures = batch.Failures };
            }
            else
            {
                foreach (var message in batch.Messages)
                {
                    _waiting.Enqueue(message);
                    _waitingBytes += message.Message.StoreSize;
                }

                var unread = batch.Skipped;
                for (; _waiting.Count > MostWaiting || _waitingBytes > MostBytes; unread++)
                    _waitingBytes -= _waiting.Dequeue().Message.StoreSize;
                _view = _view with { HasBegun = true, Unread = _view.Unread + unread, Failures = batch.Failures };
                if (_waiting.Count > 0 && !_isWorking)
                {
                    _isWorking = true;
                    _ = Task.Run(Work);
                    return;
                }
            }
        }

        Changed?.Invoke();
    }

    /// <summary>Takes away what is shown; counting begins anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _waitingBytes = 0;
            _waiting.Clear();
            _view = new TailView { HasBegun = _view.HasBegun, Failures = _view.Failures };
        }

        Changed?.Invoke();
    }

    /// <summary>Makes the rows anew, after rules or leaves have changed.</summary>
    public void LookAgain()
    {
        lock (_gate)
            _view = _view with { Rows = [.. _view.Rows.Select(row => _maker.Make(row.Located))] };
        Changed?.Invoke();
    }

    // Filters and masks take their time, which is not the loop's.
    private void Work()
    {
        while (Next() is { Count: > 0 } messages)
        {
            var fitting = messages.Where(message => _filter.Wants(sight.See(message))).ToList();
            List<MessageRow> rows = [.. fitting.TakeLast(MostNewRows).Select(message => _maker.Make(message))];
            rows.Reverse();
            Add(messages.Count, fitting.Count, rows);
            Changed?.Invoke();
        }
    }

    private List<LocatedMessage> Next()
    {
        lock (_gate)
        {
            List<LocatedMessage> messages = [.. _waiting];
            (_waitingBytes, _isWorking) = (0, messages.Count > 0);
            _waiting.Clear();
            return messages;
        }
    }

    private void Add(int read, int fitting, List<MessageRow> rows)
    {
        lock (_gate)
        {
            if (_isPaused)
            {
                _view = _view with { Passed = _view.Passed + read };
                return;
            }

            List<MessageRow> all = [.. rows, .. _view.Rows];
            var kept = KeptOf(all);
            _view = _view with
            {
                Rows = all[..kept],
                Read = _view.Read + read,
                Fitting = _view.Fitting + fitting,
                NotShown = _view.NotShown + fitting - rows.Count,
                Gone = _view.Gone + all.Count - kept,
            };
        }
    }

    // The newest one is kept however large it is.
    private static int KeptOf(List<MessageRow> rows)
    {
        var bytes = 0L;
        for (var kept = 0; kept < Math.Min(rows.Count, MostRows); kept++)
        {
            bytes += rows[kept].Located.Message.StoreSize;
            if (bytes > MostBytes && kept > 0)
                return kept;
        }

        return Math.Min(rows.Count, MostRows);
    }
}
