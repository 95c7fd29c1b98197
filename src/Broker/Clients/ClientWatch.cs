using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Popping;
using RocketMQ.Broker.Pulling;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Clients;

/// <summary>Forgets clients whose connection ended or who fell silent (docs/protocol.md 6.4).</summary>
internal sealed partial class ClientWatch : IConnectionObserver, IAsyncDisposable
{
    /// <summary>A client sends a heartbeat every 30 s; four missed ones are enough.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ConsumerTable _consumers;
    private readonly ProducerTable _producers;
    private readonly WaitingPulls _waiting;
    private readonly WaitingPops _pops;
    private readonly TimeProvider _time;
    private readonly ILogger<ClientWatch> _logger;
    private readonly ITimer _timer;

    public ClientWatch(
        ConsumerTable consumers, ProducerTable producers, WaitingPulls waiting, WaitingPops pops, TimeProvider time, ILogger<ClientWatch> logger)
    {
        _consumers = consumers;
        _producers = producers;
        _waiting = waiting;
        _pops = pops;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(_ => CloseSilent(), null, Period, Period);
    }

    public void OnOpened(RemotingConnection connection)
    {
    }

    public void OnClosed(RemotingConnection connection)
    {
        _consumers.RemoveConnection(connection);
        _producers.RemoveConnection(connection);
        _waiting.RemoveConnection(connection);
        _pops.RemoveConnection(connection);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void CloseSilent()
    {
        var before = (_time.GetUtcNow() - Patience).ToUnixTimeMilliseconds();
        foreach (var channel in _consumers.SilentSince(before).Concat(_producers.SilentSince(before)).DistinctBy(channel => channel.Connection))
        {
            LogSilent(channel.ClientId, channel.Connection.RemoteAddress, (int)Patience.TotalSeconds);
            channel.Connection.Abort($"no heartbeat for {Patience.TotalSeconds:0} s");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Client {Client} at {Peer} sent no heartbeat for {Seconds} s; its connection is closed")]
    private partial void LogSilent(string client, string peer, int seconds);
}
