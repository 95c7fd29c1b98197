using System.Collections.Concurrent;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Clients;

/// <summary>A consumer group that has clients connected: who they are and what the group subscribes.</summary>
/// <remarks>
/// Changes happen under the lock of the table that owns the group; pulls read the subscriptions without one. The newest heartbeat
/// decides what the group subscribes, so clients that disagree replace each other's subscriptions (docs/protocol.md 6.2).
/// </remarks>
internal sealed class OnlineGroup(string name)
{
    private readonly Dictionary<RemotingConnection, ClientChannel> _channels = [];
    private readonly ConcurrentDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public ConsumeType ConsumeType { get; private set; }

    public MessageModel MessageModel { get; private set; }

    public ConsumeFromWhere ConsumeFromWhere { get; private set; }

    public bool IsEmpty => _channels.Count == 0;

    /// <summary>Topics subscribed now.</summary>
    public IEnumerable<Subscription> Subscriptions => _subscriptions.Values;

    /// <summary>The clients. Call under the table's lock.</summary>
    public IReadOnlyCollection<ClientChannel> Channels => _channels.Values;

    public Subscription? FindSubscription(string topic) => _subscriptions.GetValueOrDefault(topic);

    /// <summary>Takes over a heartbeat.</summary>
    /// <returns>Whether the members must be told: a channel is new or the set of topics changed.</returns>
    public bool Update(ClientChannel channel, ConsumerData data)
    {
        ConsumeType = data.ConsumeType;
        MessageModel = data.MessageModel;
        ConsumeFromWhere = data.ConsumeFromWhere;
        var changed = !_channels.ContainsKey(channel.Connection);
        _channels[channel.Connection] = channel;
        return UpdateSubscriptions(data.SubscriptionDataSet) | changed;
    }

    /// <summary>Drops a client; false where it was none of the group's.</summary>
    public bool Remove(RemotingConnection connection, string? clientId = null) =>
        _channels.TryGetValue(connection, out var channel) && (clientId is null || channel.ClientId == clientId) && _channels.Remove(connection);

    private bool UpdateSubscriptions(List<SubscriptionData> wanted)
    {
        var changed = false;
        foreach (var data in wanted)
        {
            var known = FindSubscription(data.Topic);
            if (known is not null && known.Data.SubVersion >= data.SubVersion)
                continue;
            changed |= known is null;
            _subscriptions[data.Topic] = new Subscription(data);
        }

        foreach (var topic in _subscriptions.Keys.Where(topic => !wanted.Exists(data => data.Topic == topic)))
            changed |= _subscriptions.TryRemove(topic, out _);
        return changed;
    }
}
