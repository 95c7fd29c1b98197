using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Registration;

/// <summary>Keeps every configured name server informed of this broker, each by a <see cref="NameServerLink"/> of its own.</summary>
internal sealed partial class NameServerRegistrar : IAsyncDisposable
{
    /// <summary>A name server that is away must not hold up those who create topics.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly NameServerLink[] _links;
    private readonly TimeProvider _time;
    private readonly ILogger<NameServerRegistrar> _logger;

    public NameServerRegistrar(
        IReadOnlyList<string> addresses, Registrations registrations, TopicTable topics, RemotingClient client, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _logger = loggers.CreateLogger<NameServerRegistrar>();
        _links = [.. addresses.Select(address => new NameServerLink(address, registrations, client, time, loggers.CreateLogger<NameServerLink>()))];
        topics.Changed += Trigger;
    }

    /// <summary>Starts to register.</summary>
    /// <returns>Completes when each name server has been tried once.</returns>
    public Task Start()
    {
        if (_links.Length == 0)
            LogAlone();
        foreach (var link in _links)
            link.Start();
        return SettledAsync();
    }

    /// <summary>Something changed that name servers should know now.</summary>
    public void Trigger()
    {
        foreach (var link in _links)
            link.Trigger();
    }

    /// <summary>
    /// Waits until the name servers know what has changed so far, as the original does before it answers, so that who has created a
    /// topic finds its route. Not longer than a second.
    /// </summary>
    public async Task SettleAsync(CancellationToken stopping)
    {
        var settled = SettledAsync();
        if (!settled.IsCompleted)
            await Task.WhenAny(settled, Task.Delay(Patience, _time, stopping));
    }

    /// <summary>Unregisters everywhere.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_links.Select(link => link.DisposeAsync().AsTask()));

    private Task SettledAsync() => Task.WhenAll(_links.Select(link => link.Settled));

    [LoggerMessage(Level = LogLevel.Warning, Message = "No name server is configured: clients find this broker only by its address. Set namesrvAddr or start with -n")]
    private partial void LogAlone();
}
