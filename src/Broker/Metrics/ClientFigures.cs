using RocketMQ.Broker.Clients;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Broker.Metrics;

/// <summary>Who is connected, by group, language and version, for <see cref="BrokerMeter"/>.</summary>
internal sealed class ClientFigures(ConsumerTable consumers, ProducerTable producers)
{
    public void Register(BrokerMeter meter)
    {
        meter.Gauge("rocketmq_producer_connections", "Connections of producers.", () =>
            from pair in producers.All()
            from kind in Kinds(pair.Value)
            select meter.Of(kind.Count, ("producer_group", pair.Key), ("language", kind.Language), ("version", kind.Version)));
        meter.Gauge("rocketmq_consumer_connections", "Connections of consumers.", () =>
            from online in consumers.Groups
            from kind in Kinds(consumers.ChannelsOf(online.Name))
            select meter.Of(
                kind.Count, ("consumer_group", online.Name), ("language", kind.Language), ("version", kind.Version),
                ("consume_mode", online.ConsumeType.ToString().ToLowerInvariant())));
    }

    private static IEnumerable<(string Language, string Version, long Count)> Kinds(IEnumerable<ClientChannel> channels) =>
        from channel in channels
        group channel by (channel.Language, channel.Version) into same
        select (same.Key.Language.ToString().ToLowerInvariant(), RemotingVersion.Describe(same.Key.Version).ToLowerInvariant(), same.LongCount());
}
