using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Broker.Replication;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Registration;

/// <summary>What name servers are told, and what is made of their answers (docs/protocol.md 2.3.1, 2.3.2).</summary>
internal sealed class Registrations(TopicTable topics, BrokerIdentity identity, BrokerSettings settings, ServerConfiguration configuration, MasterAddress master)
{
    public TimeSpan Period => configuration.Milliseconds("registerNameServerPeriod");

    public TimeSpan Timeout => configuration.Milliseconds("registerBrokerTimeoutMills");

    public string BrokerAddress => identity.Address;

    public RemotingCommand Register() => RemotingCommand.Request(
        RequestCode.RegisterBroker,
        new RegisterBrokerRequestHeader
        {
            BrokerName = identity.BrokerName,
            BrokerAddr = identity.Address,
            ClusterName = identity.ClusterName,
            HaServerAddr = identity.HaAddress,
            BrokerId = identity.BrokerId,
            Compressed = false,
            BodyCrc32 = 0,
        },
        RegisterBrokerCodec.Write(new RegisterBrokerBody { TopicConfigSerializeWrapper = Topics() }, compressed: false));

    public RemotingCommand Unregister() => RemotingCommand.Request(
        RequestCode.UnregisterBroker,
        new BrokerIdentityRequestHeader
        {
            BrokerName = identity.BrokerName,
            BrokerAddr = identity.Address,
            ClusterName = identity.ClusterName,
            BrokerId = identity.BrokerId,
        });

    /// <summary>Takes over which topics are ordered.</summary>
    public void ApplyOrder(KVTable table) => topics.ApplyOrder(table.Table.Keys.ToHashSet(StringComparer.Ordinal));

    /// <summary>Takes over where the master of this broker's set is.</summary>
    public void ApplyMaster(RegisterBrokerResponseHeader answer) => master.Learn(answer);

    private TopicConfigSerializeWrapper Topics()
    {
        var snapshot = topics.Snapshot();
        if (settings.Permission.CanRead() && settings.Permission.CanWrite())
            return snapshot;
        // A broker that may not be read or written tells so for each of its topics: that is how clients learn it.
        foreach (var (name, config) in snapshot.TopicConfigTable)
            snapshot.TopicConfigTable[name] = config with { Perm = (int)settings.Permission };
        return snapshot;
    }
}
