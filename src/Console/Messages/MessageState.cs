using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Messages.Tracing;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>
/// One message with everything that is to be shown of it: first the message itself, then what needs further questions. Used from the
/// page's thread only.
/// </summary>
internal sealed class MessageState(IClusterConnection connection, MessageSight sight) : IDisposable
{
    private CancellationTokenSource? _running;
    private CancellationTokenSource? _tracing;

    /// <summary>Raised when something to show has changed.</summary>
    public event Action? Changed;

    /// <summary>How to ask the cluster.</summary>
    public IClusterConnection Connection => connection;

    /// <summary>Where the message was looked for; null while that goes on.</summary>
    public LookupOutcome? Lookup { get; private set; }

    /// <summary>The message; null when it is not found (yet).</summary>
    public LocatedMessage? Located => Lookup?.Messages is [var newest, ..] ? newest : null;

    /// <summary>The message as the viewer may see it.</summary>
    public VisibleMessage? Message { get; private set; }

    /// <summary>What lies around it; null while that is asked.</summary>
    public Neighbours? Neighbours { get; private set; }

    /// <summary>Who has consumed it; null while that is asked.</summary>
    public Consumption? Consumption { get; private set; }

    /// <summary>Copies that groups want again or gave up; null while that is asked, and when the groups are not known.</summary>
    public MessageCopies? Copies { get; private set; }

    /// <summary>What clients noted about it; null while that is asked.</summary>
    public TraceLook? Trace { get; private set; }

    /// <summary>Loads a message and forgets the one before.</summary>
    /// <param name="id">An id as producers, consumers or tools print it.</param>
    /// <param name="topic">Where to look for a unique id; null when that is not known.</param>
    /// <param name="traceTopic">Where clients note what they do; null for the usual topic.</param>
    public async Task LoadAsync(string id, string? topic, string? traceTopic)
    {
        Cancel();
        (Lookup, Message, Neighbours, Consumption, Copies, Trace) = (null, null, null, null, null, null);
        using var running = new CancellationTokenSource();
        _running = running;
        Changed?.Invoke();
        try
        {
            var lookup = await new MessageLookup(connection).FindAsync(id, topic, running.Token);
            running.Token.ThrowIfCancellationRequested();
            Lookup = lookup;
            if (Located is { } located)
            {
                LookAgain();
                await Task.WhenAll(FindNeighboursAsync(located, running.Token), FindConsumptionAsync(located, running.Token), FindTraceAsync(located, traceTopic, running.Token));
            }

            if (_running == running)
                _running = null;
            Changed?.Invoke();
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Another message is wanted by now, or the page is gone.
        }
    }

    /// <summary>Asks another trace topic, or the same again.</summary>
    public async Task LoadTraceAsync(string? traceTopic)
    {
        if (Located is not { } located)
            return;
        _tracing?.Cancel();
        using var tracing = new CancellationTokenSource();
        _tracing = tracing;
        Trace = null;
        Changed?.Invoke();
        try
        {
            await FindTraceAsync(located, traceTopic, tracing.Token);
        }
        catch (OperationCanceledException) when (tracing.IsCancellationRequested)
        {
            // Another topic or another message is wanted by now, or the page is gone.
        }

        if (_tracing == tracing)
            _tracing = null;
    }

    /// <summary>Takes anew what the viewer may see, after rules or leaves have changed or a leave has ended.</summary>
    public void LookAgain()
    {
        Message = Located is { } located ? sight.See(located) : null;
        Changed?.Invoke();
    }

    /// <inheritdoc />
    public void Dispose() => Cancel();

    private async Task FindNeighboursAsync(LocatedMessage located, CancellationToken cancellation)
    {
        var neighbours = await Messages.Neighbours.FindAsync(connection, located, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Neighbours = neighbours;
        Changed?.Invoke();
    }

    private async Task FindConsumptionAsync(LocatedMessage located, CancellationToken cancellation)
    {
        var consumption = await Messages.Consumption.FindAsync(connection, located, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Consumption = consumption;
        Changed?.Invoke();
        if (consumption.Failure is not null)
            return;
        var copies = await MessageCopies.FindAsync(connection, located, consumption.Groups.Select(passage => passage.Group), cancellation);
        cancellation.ThrowIfCancellationRequested();
        Copies = copies;
        Changed?.Invoke();
    }

    private async Task FindTraceAsync(LocatedMessage located, string? topic, CancellationToken cancellation)
    {
        var trace = await TraceLook.FindAsync(connection, located, topic, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Trace = trace;
        Changed?.Invoke();
    }

    private void Cancel()
    {
        var running = _running;
        _running = null;
        running?.Cancel();
        _tracing?.Cancel();
        _tracing = null;
    }
}
