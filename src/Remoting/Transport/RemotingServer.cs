using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Dispatch;

namespace RocketMQ.Remoting.Transport;

/// <summary>
/// Listens on one port and serves a route table on every connection. <see cref="Listen"/> opens the port, <see cref="Start"/>
/// begins to accept, so that a server can be ready before its first client is let in.
/// </summary>
/// <remarks>Connections are independent of each other; the table of open ones is the only shared state and is concurrent.</remarks>
public sealed partial class RemotingServer : IAsyncDisposable
{
    private readonly RemotingServerOptions _options;
    private readonly RouteTable _routes;
    private readonly TimeProvider _time;
    private readonly ILogger<RemotingServer> _logger;
    private readonly IConnectionObserver? _observer;
    private readonly ServerCertificate _certificate;
    private readonly ServerHandshake _handshake;
    private readonly ConcurrentDictionary<RemotingConnection, Task> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private Socket? _listener;
    private Task? _accepting;
    private ITimer? _idleSweep;
    private long _lastId;
    private int _open;

    /// <summary>Prepares a server; nothing is opened yet.</summary>
    public RemotingServer(
        RemotingServerOptions options, RouteTable routes, ILoggerFactory loggers, TimeProvider time, IConnectionObserver? observer = null)
    {
        _options = options;
        _routes = routes;
        _time = time;
        _logger = loggers.CreateLogger<RemotingServer>();
        _observer = observer;
        _certificate = new ServerCertificate(options.Tls, time, _logger);
        _handshake = new ServerHandshake(options, _certificate, time);
    }

    /// <summary>Where the server listens; the real port when 0 was asked for.</summary>
    public IPEndPoint EndPoint => (IPEndPoint?)_listener?.LocalEndPoint ?? throw new InvalidOperationException("the server does not listen yet");

    /// <summary>Connections open now.</summary>
    public IEnumerable<RemotingConnection> Connections => _connections.Keys;

    /// <summary>Opens the port.</summary>
    /// <exception cref="ListenException">The port is taken, the address is not ours, or the TLS files can not be used.</exception>
    public void Listen()
    {
        _certificate.Verify();
        var socket = new Socket(_options.BindAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // On Unix .NET sets SO_REUSEADDR for listeners by itself: a restarted server does not wait for old connections to time out.
            socket.Bind(new IPEndPoint(_options.BindAddress, _options.Port));
            socket.Listen(_options.Backlog);
            _listener = socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new ListenException(Explain(refused), refused);
        }
    }

    /// <summary>Begins to accept connections.</summary>
    public void Start()
    {
        _accepting = AcceptLoopAsync(_listener ?? throw new InvalidOperationException("Listen comes before Start"));
        var sweep = _options.Limits.IdleTimeout / 4;
        _idleSweep = _time.CreateTimer(_ => CloseIdle(), null, sweep, sweep);
    }

    /// <summary>Serves a transport that was not accepted here, such as one end of a pair in memory.</summary>
    /// <returns>Completes when the connection has ended.</returns>
    public async Task ServeAsync(TransportStream transport)
    {
        if (_stopping.IsCancellationRequested)
        {
            await transport.DisposeAsync();
            return;
        }

        var connection = new RemotingConnection(
            Interlocked.Increment(ref _lastId), transport, _routes, _options.Limits, _time, _logger);
        var ended = new TaskCompletionSource();
        _connections[connection] = ended.Task;
        try
        {
            _observer?.OnOpened(connection);
            await connection.RunAsync();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            _observer?.OnClosed(connection);
            await connection.DisposeAsync();
            ended.SetResult();
        }
    }

    /// <summary>Stops accepting and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener?.Dispose();
        if (_idleSweep is not null)
            await _idleSweep.DisposeAsync();
        if (_accepting is not null)
            await _accepting;
        foreach (var (connection, _) in _connections)
            connection.Abort("the server is stopping");
        await Task.WhenAll(_connections.Values);
        _certificate.Dispose();
        _stopping.Dispose();
    }

    private string Explain(SocketException refused) => refused.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"port {_options.Port} on {_options.BindAddress} is already in use; stop the program that holds it or choose another with {_options.PortSetting}",
        SocketError.AddressNotAvailable =>
            $"{_options.BindAddress} is not an address of this machine; choose one that is, or 127.0.0.1",
        SocketError.AccessDenied =>
            $"port {_options.Port} on {_options.BindAddress} may not be opened by this user; choose one above 1023 with {_options.PortSetting}",
        _ => $"port {_options.Port} on {_options.BindAddress} can not be opened ({refused.Message}); choose another with {_options.PortSetting}",
    };

    private async Task AcceptLoopAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stopping.Token);
                _ = WelcomeAsync(socket);
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException failure)
            {
                // Out of descriptors, or the peer reset before it was accepted. The listener itself is sound; let others finish first.
                LogAcceptFailed(_logger, failure.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time);
            }
        }
    }

    private async Task WelcomeAsync(Socket socket)
    {
        var open = Interlocked.Increment(ref _open);
        try
        {
            if (open > _options.MaxConnections)
            {
                LogTooMany(_logger, socket.RemoteEndPoint, _options.MaxConnections);
                socket.Dispose();
            }
            else if (await _handshake.AcceptAsync(socket, _stopping.Token) is { } transport)
                await ServeAsync(transport);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            LogHandshakeFailed(_logger, failure.Message);
            socket.Dispose();
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private void CloseIdle()
    {
        foreach (var (connection, _) in _connections)
        {
            if (connection.IdleTime >= _options.Limits.IdleTimeout)
                connection.Abort($"idle for {_options.Limits.IdleTimeout.TotalSeconds:0} s");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection could not be accepted: {Reason}")]
    private static partial void LogAcceptFailed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection of {Peer} refused: {Limit} are open already")]
    private static partial void LogTooMany(ILogger logger, EndPoint? peer, int limit);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A connection ended in its handshake: {Reason}")]
    private static partial void LogHandshakeFailed(ILogger logger, string reason);
}
