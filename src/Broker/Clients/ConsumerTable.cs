using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Filtering;
using RocketMQ.Broker.Groups;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Clients;

/// <summary>Which consumers are connected, by group; tells the members of a group when it changes (request 40).</summary>
/// <remarks>One lock serialises changes. Members are told after it was left. Pulls find their group without the lock.</remarks>
internal sealed partial class ConsumerTable(
    GroupTable groups, ConsumerFilters filters, BrokerSettings settings, ILogger<ConsumerTable> logger)
{
    private readonly ConcurrentDictionary<string, OnlineGroup> _groups = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Groups that have clients.</summary>
    public IEnumerable<OnlineGroup> Groups => _groups.Values;

    public OnlineGroup? Find(string group) => _groups.GetValueOrDefault(group);

    /// <summary>The clients of a group; none for one that is not online.</summary>
    public IReadOnlyList<ClientChannel> ChannelsOf(string group)
    {
        lock (_gate)
            return Find(group) is { } online ? [.. online.Channels] : [];
    }

    /// <summary>Takes over what a heartbeat says about one group.</summary>
    public void Register(ClientChannel channel, ConsumerData data)
    {
        IReadOnlyList<ClientChannel> members = [];
        lock (_gate)
        {
            var group = _groups.GetOrAdd(data.GroupName, static name => new OnlineGroup(name));
            if (group.Update(channel, data))
                members = [.. group.Channels];
            filters.Register(data.GroupName, data.SubscriptionDataSet);
        }

        Notify(data.GroupName, members);
    }

    /// <summary>A client leaves a group in order.</summary>
    public void Unregister(RemotingConnection connection, string clientId, string group)
    {
        if (Find(group) is { } online)
            Remove(online, connection, clientId);
    }

    /// <summary>A connection has ended.</summary>
    public void RemoveConnection(RemotingConnection connection)
    {
        foreach (var group in _groups.Values)
            Remove(group, connection, null);
    }

    /// <summary>Channels not heard of since <paramref name="before"/>, milliseconds since 1970.</summary>
    public IReadOnlyList<ClientChannel> SilentSince(long before)
    {
        lock (_gate)
            return [.. _groups.Values.SelectMany(group => group.Channels).Where(channel => channel.LastSeen < before)];
    }

    private void Remove(OnlineGroup group, RemotingConnection connection, string? clientId)
    {
        IReadOnlyList<ClientChannel> members;
        lock (_gate)
        {
            if (!group.Remove(connection, clientId))
                return;
            if (group.IsEmpty)
            {
                _groups.TryRemove(group.Name, out _);
                filters.Unregister(group.Name);
            }

            members = [.. group.Channels];
        }

        Notify(group.Name, members);
    }

    private void Notify(string group, IReadOnlyList<ClientChannel> members)
    {
        if (members.Count == 0 || !settings.NotifyConsumerIdsChanged || groups.Find(group)?.Config.NotifyConsumerIdsChangedEnable == false)
            return;
        var header = new NotifyConsumerIdsChangedRequestHeader { ConsumerGroup = group };
        foreach (var member in members)
        {
            try
            {
                member.Connection.InvokeOneway(RemotingCommand.Request(RequestCode.NotifyConsumerIdsChanged, header));
            }
            catch (Exception gone) when (gone is RemotingException or ObjectDisposedException)
            {
                LogNotTold(member.ClientId, group, gone.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Client {Client} could not be told that group {Group} changed: {Reason}")]
    private partial void LogNotTold(string client, string group, string reason);
}
