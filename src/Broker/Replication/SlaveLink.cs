using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>
/// The master's end of the connection to one slave: sends the log from where the slave's ends, and hears how far it got
/// (docs/protocol.md 5.1).
/// </summary>
/// <remarks>
/// The receive loop owns what the slave reported, the send loop the position it sends from; each publishes its number for anyone to
/// read. The first report starts the sending. Either loop's end ends the other.
/// </remarks>
internal sealed partial class SlaveLink : IAsyncDisposable
{
    /// <summary>Several pieces leave in one send while a slave catches up.</summary>
    private const int SendBuffer = 256 * 1024;

    private readonly TransportStream _transport;
    private readonly IMessageStore _store;
    private readonly ReplicationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<long> _firstReport = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _acknowledged = -1;
    private long _sent = -1;
    private long _lastRead;
    private string? _reason;

    public SlaveLink(TransportStream transport, IMessageStore store, ReplicationOptions options, TimeProvider time, ILogger logger)
    {
        _transport = transport;
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _lastRead = time.GetTimestamp();
        Rate = new ByteRate(time);
    }

    /// <summary>Set when the log has grown.</summary>
    public WakeSignal More { get; } = new();

    /// <summary>Told each position the slave has acknowledged, on the thread that received it.</summary>
    public Action<long>? Acknowledged { get; init; }

    /// <summary>The slave's "ip:port".</summary>
    public string Address => _transport.RemoteEndPoint.ToString()!;

    /// <summary>Position behind the last byte the slave has; −1 before its first report.</summary>
    public long AcknowledgedOffset => Volatile.Read(ref _acknowledged);

    /// <summary>Position behind the last byte sent; −1 before the first.</summary>
    public long SentOffset => Volatile.Read(ref _sent);

    /// <summary>How fast the slave is sent.</summary>
    public ByteRate Rate { get; }

    /// <summary>Whether a synchronous master may wait for this slave.</summary>
    public bool IsInSync => AcknowledgedOffset >= 0 && _store.MaxPhysicalOffset - AcknowledgedOffset < _options.MostBehind;

    /// <summary>Serves the slave until either side ends the connection.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var loops = new[] { ReceiveAsync(ending.Token), SendAsync(ending.Token) };
        try
        {
            await await Task.WhenAny(loops);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _reason ??= "this broker stops";
        }
        catch (ReplicationException refused)
        {
            LogRefused(Address, refused.Message);
            _reason = "it can not be served";
        }
        catch (Exception broken) when (broken is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            _reason ??= broken.Message;
        }

        await ending.CancelAsync();
        _transport.Abort();
        // What the other loop ends with follows from the abort and says nothing new.
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        LogEnded(Address, _reason ?? "the slave closed it");
    }

    /// <summary>Ends the connection when the slave has been silent for too long.</summary>
    public void CloseIfSilent()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastRead)) < _options.Housekeeping)
            return;
        _reason = $"nothing was heard for {_options.Housekeeping.TotalSeconds:0} s";
        _transport.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        More.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken stopping)
    {
        var buffer = new byte[128 * ReplicationFrame.ReportLength];
        var filled = 0;
        while (await _transport.ReceiveAsync(buffer.AsMemory(filled), stopping) is > 0 and var count)
        {
            Volatile.Write(ref _lastRead, _time.GetTimestamp());
            filled += count;
            var whole = filled / ReplicationFrame.ReportLength * ReplicationFrame.ReportLength;
            if (whole == 0)
                continue;
            // Only the newest counts.
            Report(ReplicationFrame.ReadReport(buffer.AsSpan(whole - ReplicationFrame.ReportLength)));
            buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
            filled -= whole;
        }
    }

    private void Report(long position)
    {
        if (position > _store.MaxPhysicalOffset)
        {
            throw new ReplicationException(
                $"its log ends at {position}, this master's at {_store.MaxPhysicalOffset}: it has messages that this master does not. "
                + "If this master is right, empty the slave's store folder and start it again; if the slave is, make it the master");
        }

        Volatile.Write(ref _acknowledged, position);
        _firstReport.TrySetResult(position);
        Acknowledged?.Invoke(position);
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        var next = StartFor(await _firstReport.Task.WaitAsync(stopping));
        var buffer = new byte[SendBuffer];
        while (true)
        {
            var (length, end) = Fill(buffer, next);
            if (length == 0)
            {
                if (await More.WaitAsync(_options.Heartbeat, _time, stopping))
                    continue;
                ReplicationFrame.WriteHeader(buffer, next, 0);
                length = ReplicationFrame.HeaderLength;
            }

            await _transport.SendAsync(buffer.AsMemory(0, length), stopping);
            Rate.Add(end - next);
            next = end;
            Volatile.Write(ref _sent, next);
        }
    }

    /// <summary>An empty slave gets everything there is; the original would begin with its newest file.</summary>
    private long StartFor(long reported)
    {
        var start = reported == 0 ? _store.MinPhysicalOffset : reported;
        if (start < _store.MinPhysicalOffset)
        {
            throw new ReplicationException(
                $"it needs the log from {start} on, and the oldest here is {_store.MinPhysicalOffset}: it was away for longer than messages are kept. "
                + "Empty the slave's store folder and start it again");
        }

        LogStarted(Address, start, _store.MaxPhysicalOffset - start);
        return start;
    }

    /// <summary>Puts as much log behind <paramref name="position"/> into the buffer as there is and fits.</summary>
    private (int Length, long End) Fill(Span<byte> buffer, long position)
    {
        var length = 0;
        while (buffer.Length - length > ReplicationFrame.HeaderLength && position < _store.MaxPhysicalOffset)
        {
            var room = Math.Min(_options.BatchSize, buffer.Length - length - ReplicationFrame.HeaderLength);
            using var piece = _store.ReadRaw(position, room)
                ?? throw new ReplicationException($"it needs the log from {position} on, which has been deleted here meanwhile");
            ReplicationFrame.WriteHeader(buffer[length..], position, piece.Span.Length);
            piece.Span.CopyTo(buffer[(length + ReplicationFrame.HeaderLength)..]);
            length += ReplicationFrame.HeaderLength + piece.Span.Length;
            position += piece.Span.Length;
        }

        return (length, position);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Slave {Address} is sent the log from {Start} on; it is {Behind} bytes behind")]
    private partial void LogStarted(string address, long start, long behind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slave {Address} can not be served: {Reason}")]
    private partial void LogRefused(string address, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slave {Address} is no longer connected: {Reason}")]
    private partial void LogEnded(string address, string reason);
}
