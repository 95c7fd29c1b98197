using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
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

    private readonly Lock _gate = new();
    private readonly MessageFilter _filter = new(query);
    private readonly RowMaker _maker = new(sight, query);
    private readonly Queue<LocatedMessage> _waiting = [];
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
                    _waiting.Enqueue(message);
                var unread = batch.Skipped;
                for (; _waiting.Count > MostWaiting; unread++)
                    _waiting.Dequeue();
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
            _waiting.Clear();
            _isWorking = messages.Count > 0;
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
            _view = _view with
            {
                Rows = all.Count > MostRows ? all[..MostRows] : all,
                Read = _view.Read + read,
                Fitting = _view.Fitting + fitting,
                NotShown = _view.NotShown + fitting - rows.Count,
                Gone = _view.Gone + Math.Max(0, all.Count - MostRows),
            };
        }
    }
}

/// <summary>What a page shows of the end of a topic. Immutable.</summary>
public sealed record TailView
{
    /// <summary>Whether the first look is over: what is stored from then on is seen.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<MessageRow> Rows { get; init; } = [];

    /// <summary>Messages that were read and looked at.</summary>
    public long Read { get; init; }

    /// <summary>Those of them that fit.</summary>
    public long Fitting { get; init; }

    /// <summary>Messages that were stored and not looked at, since there were too many.</summary>
    public long Unread { get; init; }

    /// <summary>Messages that fit and were never shown, since too many came at once.</summary>
    public long NotShown { get; init; }

    /// <summary>Messages that were shown and had to go for newer ones.</summary>
    public long Gone { get; init; }

    /// <summary>Messages that passed while it stood still.</summary>
    public long Passed { get; init; }

    /// <summary>Servers that did not answer the last look.</summary>
    public IReadOnlyList<ServerOutcome> Failures { get; init; } = [];
}
