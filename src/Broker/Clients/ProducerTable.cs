using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Clients;

/// <summary>Which producers are connected, by group. One lock guards it; producers are few and change seldom.</summary>
internal sealed class ProducerTable
{
    private readonly Dictionary<string, Dictionary<RemotingConnection, ClientChannel>> _groups = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private uint _turn;

    /// <summary>Takes over what a heartbeat says about one group.</summary>
    public void Register(ClientChannel channel, string group)
    {
        lock (_gate)
        {
            if (!_groups.TryGetValue(group, out var channels))
                _groups[group] = channels = [];
            channels[channel.Connection] = channel;
        }
    }

    /// <summary>A client leaves a group in order.</summary>
    public void Unregister(RemotingConnection connection, string clientId, string group)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(group, out var channels) && channels.TryGetValue(connection, out var channel) && channel.ClientId == clientId)
                Remove(group, channels, connection);
        }
    }

    /// <summary>A connection has ended.</summary>
    public void RemoveConnection(RemotingConnection connection)
    {
        lock (_gate)
        {
            foreach (var (group, channels) in _groups.ToList())
                Remove(group, channels, connection);
        }
    }

    /// <summary>The clients of a group; none for one that is not online.</summary>
    public IReadOnlyList<ClientChannel> ChannelsOf(string group)
    {
        lock (_gate)
            return _groups.TryGetValue(group, out var channels) ? [.. channels.Values] : [];
    }

    /// <summary>A client by its id; null where it is not connected.</summary>
    public ClientChannel? Find(string clientId)
    {
        lock (_gate)
            return _groups.Values.SelectMany(channels => channels.Values).FirstOrDefault(channel => channel.ClientId == clientId && !channel.Connection.IsClosed);
    }

    /// <summary>How many clients a group has.</summary>
    public int CountOf(string group)
    {
        lock (_gate)
            return _groups.TryGetValue(group, out var channels) ? channels.Count : 0;
    }

    /// <summary>A client of a group, each time another one; null when it is not online.</summary>
    public ClientChannel? Next(string group)
    {
        lock (_gate)
        {
            return _groups.TryGetValue(group, out var channels) && channels.Count > 0
                ? channels.Values.ElementAt((int)(_turn++ % channels.Count))
                : null;
        }
    }

    /// <summary>Every group with its clients.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ClientChannel>> All()
    {
        lock (_gate)
            return _groups.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ClientChannel>)[.. pair.Value.Values]);
    }

    /// <summary>Channels not heard of since <paramref name="before"/>, milliseconds since 1970.</summary>
    public IReadOnlyList<ClientChannel> SilentSince(long before)
    {
        lock (_gate)
            return [.. _groups.Values.SelectMany(channels => channels.Values).Where(channel => channel.LastSeen < before)];
    }

    private void Remove(string group, Dictionary<RemotingConnection, ClientChannel> channels, RemotingConnection connection)
    {
        if (channels.Remove(connection) && channels.Count == 0)
            _groups.Remove(group);
    }
}
