using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>
/// The writing half of a connection: frames are serialised into one buffer under a short lock while the other buffer is being
/// sent, so all replies that are ready when a send ends go out together in the next one.
/// </summary>
/// <remarks>
/// The lock guards both buffers and the flags; it is never held while sending. At most one send is in flight. After
/// <see cref="Close"/> whatever is written is dropped: the connection is gone, and its callers learn that elsewhere.
/// </remarks>
#pragma warning disable CA1001 // Close gives the buffers back; a sender may still hold one of them at that moment.
internal sealed class ConnectionOutput(TransportStream transport, ConnectionLimits limits, Action<Exception> broken)
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private OutputBuffer _pending = new();
    private OutputBuffer _sending = new();
    private TaskCompletionSource? _drained;
    private int _corks;
    private bool _flushing;
    private bool _closed;

    /// <summary>Takes the lock; the frame written into the scope's buffer is sent when the scope ends.</summary>
    public OutputScope Open()
    {
        _gate.Enter();
        return new OutputScope(this, _pending);
    }

    /// <summary>Holds sends back until the matching <see cref="Uncork"/>: replies to frames that arrived together leave together.</summary>
    public void Cork()
    {
        lock (_gate)
            _corks++;
    }

    /// <summary>Ends a <see cref="Cork"/> and sends what has come together.</summary>
    public void Uncork()
    {
        _gate.Enter();
        _corks--;
        Release();
    }

    /// <summary>Whether more waits to be sent than the high-water mark. Read without the lock, by whoever is about to add more.</summary>
    public bool IsAboveHighWater => _pending.Length > limits.HighWaterMark;

    /// <summary>Completes when less than the high-water mark waits to be sent. Reading pauses on it, so a slow reader is not served faster than it reads.</summary>
    public Task WhenBelowHighWaterAsync()
    {
        lock (_gate)
        {
            if (_closed || _pending.Length <= limits.HighWaterMark)
                return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _drained?.TrySetResult();
            _drained = null;
            if (!_flushing)
                ReleaseBuffers();
        }
    }

    /// <summary>Leaves the lock that <see cref="Open"/> or <see cref="Uncork"/> took, and starts a send when one is due.</summary>
    internal void Release()
    {
        var flush = false;
        var waiting = _pending.Length;
        if (_closed)
            _pending.Truncate(0);
        else if (!_flushing && _corks == 0 && waiting > 0)
        {
            flush = _flushing = true;
            Swap();
        }

        _gate.Exit();
        if (waiting > limits.MaxUnsent)
            broken(new IOException($"{waiting} bytes wait for a peer that does not read; at most {limits.MaxUnsent} may"));
        else if (flush)
            _ = FlushAsync();
    }

    private async Task FlushAsync()
    {
        try
        {
            do
                // Whoever wrote first drives this loop for all others; their context must not be tied to it.
                await transport.SendAsync(_sending.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            while (TakeNext());
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            StopFlushing();
            broken(failure);
        }
    }

    private bool TakeNext()
    {
        lock (_gate)
        {
            _sending.Clear();
            if (_closed)
                ReleaseBuffers();
            if (_closed || _pending.Length == 0)
            {
                _flushing = false;
                return false;
            }

            Swap();
            return true;
        }
    }

    private void StopFlushing()
    {
        lock (_gate)
        {
            _flushing = false;
            if (_closed)
                ReleaseBuffers();
        }
    }

    private void Swap()
    {
        (_pending, _sending) = (_sending, _pending);
        _drained?.TrySetResult();
        _drained = null;
    }

    private void ReleaseBuffers()
    {
        _pending.Dispose();
        _sending.Dispose();
    }
}
