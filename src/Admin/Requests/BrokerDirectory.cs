using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Admin.Requests;

/// <summary>Finds whom to ask: brokers of a target, masters of a topic, the master of a queue.</summary>
internal sealed class BrokerDirectory(AdminCalls calls)
{
    public async Task<ClusterTopology> GetTopologyAsync(CancellationToken cancellation)
    {
        var (address, answer) = await calls.AskNameServerAsync(RequestCode.GetBrokerClusterInfo, null, cancellation);
        AdminCalls.Accept(answer, address, RequestCode.GetBrokerClusterInfo);
        return ClusterTopology.From(AdminCalls.ReadBody<ClusterInfo>(answer, address, RequestCode.GetBrokerClusterInfo));
    }

    public async Task<IReadOnlyList<string>> ResolveAsync(BrokerTarget target, CancellationToken cancellation) =>
        target.FixedAddress is { } address ? [address] : target.AddressesIn(await GetTopologyAsync(cancellation));

    public async Task<PartialResult<T>> EachAsync<T>(BrokerTarget target, Func<string, Task<T>> ask, CancellationToken cancellation) =>
        await AdminCalls.EachAsync(await ResolveAsync(target, cancellation), ask);

    /// <summary>The answer to 105; null when there is no route.</summary>
    public async Task<TopicRouteData?> FindRouteAsync(string topic, CancellationToken cancellation)
    {
        var (address, answer) = await AskRouteAsync(topic, cancellation);
        return answer.ResponseCode == ResponseCode.TopicNotExist
            ? null
            : AdminCalls.ReadBody<TopicRouteData>(AdminCalls.Accept(answer, address, RequestCode.GetRouteInfoByTopic), address, RequestCode.GetRouteInfoByTopic);
    }

    /// <exception cref="AdminException">There is no route.</exception>
    public async Task<TopicRouteData> GetRouteAsync(string topic, CancellationToken cancellation)
    {
        var (address, answer) = await AskRouteAsync(topic, cancellation);
        return AdminCalls.ReadBody<TopicRouteData>(AdminCalls.Accept(answer, address, RequestCode.GetRouteInfoByTopic), address, RequestCode.GetRouteInfoByTopic);
    }

    /// <summary>Addresses to read from by broker name: the master, or the slave with the lowest id while there is none.</summary>
    public static IReadOnlyDictionary<string, string> Readers(TopicRouteData route) => route.BrokerDatas
        .Where(broker => broker.BrokerAddrs.Count > 0)
        .DistinctBy(broker => broker.BrokerName)
        .ToDictionary(broker => broker.BrokerName, broker => broker.BrokerAddrs.First().Value);

    /// <summary>The readable queues of a route, in order, by the address to read them from.</summary>
    public static ILookup<string, MessageQueue> Queues(TopicRouteData route, string topic, Func<MessageQueue, bool>? wanted = null)
    {
        var readers = Readers(route);
        return route.QueueDatas
            .Where(data => readers.ContainsKey(data.BrokerName))
            .SelectMany(data => Enumerable.Range(0, data.ReadQueueNums).Select(id => new MessageQueue(topic, data.BrokerName, id)))
            .Where(queue => wanted?.Invoke(queue) != false)
            .Order()
            .ToLookup(queue => readers[queue.BrokerName]);
    }

    /// <summary>The address that serves a broker group.</summary>
    /// <exception cref="ArgumentException">The name servers know no such group.</exception>
    public async Task<string> GetAddressAsync(string brokerName, CancellationToken cancellation)
    {
        var topology = await GetTopologyAsync(cancellation);
        return topology.Brokers.FirstOrDefault(broker => broker.BrokerName == brokerName)?.Address
            ?? throw new ArgumentException(
                $"there is no broker '{brokerName}'; known: {ClusterTopology.Listed(topology.Brokers.Select(broker => broker.BrokerName))}");
    }

    private Task<(string Address, RemotingCommand Answer)> AskRouteAsync(string topic, CancellationToken cancellation) =>
        calls.AskNameServerAsync(
            RequestCode.GetRouteInfoByTopic, new GetRouteInfoRequestHeader { Topic = topic, AcceptStandardJsonOnly = true }, cancellation);
}
