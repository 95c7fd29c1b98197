using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Transport;

/// <summary>How a client connects.</summary>
public sealed record RemotingClientOptions
{
    /// <summary>How long making a connection may take. The original's default is 3 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What one connection may cost.</summary>
    public ConnectionLimits Limits { get; init; } = new();

    /// <summary>TLS towards servers.</summary>
    public TlsClientOptions Tls { get; init; } = new();

    /// <summary>What requests are signed with; null where servers do not control access.</summary>
    public AccessKeys? Keys { get; init; }
}

/// <summary>
/// Connections to servers, one per address, made when first used, shared by all callers, and made anew after they ended.
/// </summary>
/// <remarks>
/// Thread-safe. Requests that servers send over these connections are served by the client's own route table. A connection is
/// made and read on pool threads, apart from the context of whoever happened to call first: that may be the dispatcher of one
/// user's page, and others share the connection.
/// </remarks>
public sealed class RemotingClient : IAsyncDisposable
{
    private readonly RemotingClientOptions _options;
    private readonly RouteTable _routes;
    private readonly TimeProvider _time;
    private readonly ILogger<RemotingClient> _logger;
    private readonly ITransportConnector _connector;
    private readonly ConcurrentDictionary<string, Lazy<Task<RemotingConnection>>> _connections = new(StringComparer.Ordinal);
    private readonly ITimer _idleSweep;
    private long _lastId;
    private volatile bool _disposed;

    /// <summary>A client that connects over TCP, or as <paramref name="connector"/> does.</summary>
    public RemotingClient(
        RemotingClientOptions options, RouteTable routes, ILoggerFactory loggers, TimeProvider time, ITransportConnector? connector = null)
    {
        _options = options;
        _routes = routes;
        _time = time;
        _logger = loggers.CreateLogger<RemotingClient>();
        _connector = connector ?? new SocketConnector(options, time);
        var sweep = options.Limits.IdleTimeout / 4;
        _idleSweep = time.CreateTimer(_ => CloseIdle(), null, sweep, sweep);
    }

    /// <summary>Sends a request and waits for its response, whatever its code.</summary>
    /// <param name="address">"host:port".</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">For the response; connecting has its own limit.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RemotingException">There was no response.</exception>
    public async Task<RemotingCommand> InvokeAsync(
        string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var connection = await ConnectAsync(address, cancellation).ConfigureAwait(false);
        return await connection.InvokeAsync(Sign(request), timeout, cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends a request that is not answered.</summary>
    /// <exception cref="RemotingConnectException">There is no connection.</exception>
    public async Task InvokeOnewayAsync(string address, RemotingCommand request, CancellationToken cancellation = default) =>
        (await ConnectAsync(address, cancellation).ConfigureAwait(false)).InvokeOneway(Sign(request));

    /// <summary>The connection to an address, made now if there is none.</summary>
    /// <exception cref="RemotingConnectException">It can not be made.</exception>
    public async Task<RemotingConnection> ConnectAsync(string address, CancellationToken cancellation = default)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var entry = _connections.GetOrAdd(address, static (key, client) => new(() => client.BeginOpen(key)), this);
            try
            {
                var connection = await entry.Value.WaitAsync(cancellation).ConfigureAwait(false);
                if (!connection.IsClosed)
                    return connection;
            }
            catch when (entry.Value.IsFaulted || entry.Value.IsCanceled)
            {
                _connections.TryRemove(new(address, entry));
                throw;
            }

            _connections.TryRemove(new(address, entry));
        }
    }

    /// <summary>Ends the connection to an address; the next request makes a new one.</summary>
    public async Task CloseAsync(string address)
    {
        if (_connections.TryRemove(address, out var entry))
            await DisposeAsync(entry);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _idleSweep.DisposeAsync();
        foreach (var address in _connections.Keys)
            await CloseAsync(address);
    }

    private static async Task DisposeAsync(Lazy<Task<RemotingConnection>> entry)
    {
        if (!entry.IsValueCreated)
            return;
        try
        {
            await (await entry.Value).DisposeAsync();
        }
        catch (RemotingConnectException)
        {
            // It never came to be; whoever asked for it was told.
        }
    }

    private RemotingCommand Sign(RemotingCommand request) => _options.Keys is { } keys ? SignedHeader.Sign(request, keys) : request;

    private Task<RemotingConnection> BeginOpen(string address)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(() => OpenAsync(address));
        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => OpenAsync(address));
    }

    private async Task<RemotingConnection> OpenAsync(string address)
    {
        if (!RemotingAddress.TryParse(address, out var target, out var problem))
            throw new RemotingConnectException(address, problem);
        var transport = await _connector.ConnectAsync(target, CancellationToken.None);
        var connection = new RemotingConnection(
            Interlocked.Increment(ref _lastId), transport, _routes, _options.Limits, _time, _logger);
        _ = RunAsync(connection);
        return connection;
    }

    private static async Task RunAsync(RemotingConnection connection)
    {
        await connection.RunAsync();
        await connection.DisposeAsync();
    }

    private void CloseIdle()
    {
        foreach (var entry in _connections.Values)
        {
            if (entry is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
#pragma warning disable RS0030 // The task has completed.
                var connection = entry.Value.Result;
#pragma warning restore RS0030
                if (connection.IdleTime >= _options.Limits.IdleTimeout)
                    connection.Abort($"idle for {_options.Limits.IdleTimeout.TotalSeconds:0} s");
            }
        }
    }
}
