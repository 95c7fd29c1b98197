using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>
/// One message with everything that is to be shown of it: first the message itself, then what needs further questions. Used from the
/// page's thread only.
/// </summary>
internal sealed class MessageState(IClusterConnection connection, MessageSight sight) : IDisposable
{
    private CancellationTokenSource? _running;

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

    /// <summary>Loads a message and forgets the one before.</summary>
    public async Task LoadAsync(string id, string? topic)
    {
        Cancel();
        (Lookup, Message, Neighbours, Consumption) = (null, null, null, null);
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
                await Task.WhenAll(FindNeighboursAsync(located, running.Token), FindConsumptionAsync(located, running.Token));
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
    }

    private void Cancel()
    {
        var running = _running;
        _running = null;
        running?.Cancel();
    }
}
