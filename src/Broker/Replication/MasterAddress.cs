using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Replication;

/// <summary>
/// Where a slave finds its master: name servers tell it in the answer to each registration; the property haMasterAddress pins the
/// replication address (docs/protocol.md 5.3).
/// </summary>
/// <remarks>Written by the loops of the name servers, read by replication; the last word counts.</remarks>
internal sealed class MasterAddress(string pinned)
{
    private volatile string? _address;
    private volatile string? _replication = pinned.Length > 0 ? pinned : null;

    /// <summary>Told when either address has become another one.</summary>
    public event Action? Changed;

    /// <summary>"host:port" for requests; null while it is not known.</summary>
    public string? Address => _address;

    /// <summary>"host:port" of the master's replication port; null while it is not known.</summary>
    public string? Replication => _replication;

    /// <summary>Takes over what a name server answered. A name server that knows no master changes nothing.</summary>
    public void Learn(RegisterBrokerResponseHeader answer)
    {
        var changed = false;
        if (answer.MasterAddr is { Length: > 0 } address && address != _address)
            (_address, changed) = (address, true);
        if (pinned.Length == 0 && answer.HaServerAddr is { Length: > 0 } replication && replication != _replication)
            (_replication, changed) = (replication, true);
        if (changed)
            Changed?.Invoke();
    }
}
