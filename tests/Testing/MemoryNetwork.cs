using System.Collections.Concurrent;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Testing;

/// <summary>Servers under made-up addresses that clients of the same test reach without ports.</summary>
public sealed class MemoryNetwork : ITransportConnector
{
    private readonly ConcurrentDictionary<string, RemotingServer> _servers = new();
    private int _lastPort = 50_000;

    /// <summary>Puts a server under an address, for example "broker-a:10911"; a second call replaces the first.</summary>
    public void Listen(string address, RemotingServer server) => _servers[address] = server;

    /// <summary>Takes the server away: new connections are refused.</summary>
    public void Close(string address) => _servers.TryRemove(address, out _);

    public Task<TransportStream> ConnectAsync(RemotingAddress address, CancellationToken cancellation)
    {
        if (!_servers.TryGetValue(address.ToString(), out var server))
            throw new RemotingConnectException(address.ToString(), "nothing listens there");
        var (client, other) = MemoryTransport.CreatePair(Interlocked.Increment(ref _lastPort), address.Port);
        _ = server.ServeAsync(other);
        return Task.FromResult<TransportStream>(client);
    }
}
