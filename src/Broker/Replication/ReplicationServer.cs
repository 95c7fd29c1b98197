using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>Serves slaves on the replication port, and lets senders of a synchronous master wait for them (docs/protocol.md 5.1, 5.2).</summary>
/// <remarks>Links are independent of each other; their table is the only shared state and is concurrent. A broker without slaves holds one waiting socket.</remarks>
internal sealed partial class ReplicationServer : IAsyncDisposable
{
    private readonly IMessageStore _store;
    private readonly LogGrowth _growth;
    private readonly ReplicationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ReplicationServer> _logger;
    private readonly ConcurrentDictionary<SlaveLink, Task> _links = new();
    private readonly ReplicaWaits _waits;
    private readonly LogPace _pace;
    private readonly CancellationTokenSource _stopping = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private ITimer? _sweep;

    public ReplicationServer(IMessageStore store, LogGrowth growth, ReplicationOptions options, TimeProvider time, ILogger<ReplicationServer> logger)
    {
        _store = store;
        _growth = growth;
        _options = options;
        _time = time;
        _logger = logger;
        _waits = new ReplicaWaits(options.SlaveTimeout, time);
        _pace = new LogPace(store, time);
    }

    /// <summary>The connected slaves, in no order.</summary>
    public IEnumerable<SlaveLink> Slaves => _links.Keys;

    /// <summary>Senders that wait for a slave.</summary>
    public int Waiting => _waits.Count;

    /// <summary>Where it listens; null before it does.</summary>
    public IPEndPoint? EndPoint => (IPEndPoint?)_listener?.LocalEndPoint;

    /// <summary>Opens the port.</summary>
    /// <exception cref="ListenException">The port is taken or the address is not ours.</exception>
    public void Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(16);
            _listener = socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new ListenException(
                $"the replication port {port} on {address} can not be opened ({refused.Message}); it is one above listenPort, or what haListenPort says", refused);
        }
    }

    /// <summary>Begins to accept slaves.</summary>
    public void Start()
    {
        _accepting = AcceptLoopAsync(_listener ?? throw new InvalidOperationException("Listen comes before Start"));
        var often = _options.Housekeeping / 4;
        _sweep = _time.CreateTimer(_ => CloseSilent(), null, often, often);
    }

    /// <summary>How long a slave that has everything before a position is behind, at most; null where that is not known.</summary>
    public TimeSpan? BehindFor(long position)
    {
        // A slave that has just come back ends with a whole message, and the next one says when it was stored.
        using var lease = position < 0 ? null : _store.ReadRecord(position);
        if (lease is not null && RecordView.Parse(lease.Span, out var record) == RecordKind.Message)
        {
            var age = _time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(record.StoreTimestamp);
            return age > TimeSpan.Zero ? age : TimeSpan.Zero;
        }

        return position < 0 ? null : _pace.AgeOf(position);
    }

    /// <summary>Completes when a slave has everything before a position; at once where none can be waited for.</summary>
    public ValueTask<ReplicationStatus> WhenReplicatedAsync(long position)
    {
        foreach (var (link, _) in _links)
        {
            if (link.IsInSync)
                return _waits.WhenAcknowledgedAsync(position);
        }

        return new(ReplicationStatus.NoSlave);
    }

    /// <summary>Serves a slave over a connection, until either side ends it.</summary>
    public void Serve(TransportStream transport)
    {
        var link = new SlaveLink(transport, _store, _options, _time, _logger) { Acknowledged = _waits.Acknowledge };
        var ended = new TaskCompletionSource();
        _links[link] = ended.Task;
        _growth.Add(link.More);
        _ = RunAsync(link, ended);
    }

    /// <summary>Stops accepting and ends every connection; senders that still wait are told that the time is over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener?.Dispose();
        if (_sweep is not null)
            await _sweep.DisposeAsync();
        await _pace.DisposeAsync();
        await _accepting;
        await Task.WhenAll(_links.Values);
        await _waits.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AcceptLoopAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Serve(new SocketTransport(await listener.AcceptAsync(_stopping.Token)));
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException failure)
            {
                if (_stopping.IsCancellationRequested)
                    return;
                LogAcceptFailed(failure.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time);
            }
        }
    }

    private async Task RunAsync(SlaveLink link, TaskCompletionSource ended)
    {
        try
        {
            await link.RunAsync(_stopping.Token);
        }
        finally
        {
            _growth.Remove(link.More);
            _links.TryRemove(link, out _);
            await link.DisposeAsync();
            ended.SetResult();
        }
    }

    private void CloseSilent()
    {
        foreach (var (link, _) in _links)
            link.CloseIfSilent();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A slave's connection could not be accepted: {Reason}")]
    private partial void LogAcceptFailed(string reason);
}
