using RocketMQ.Admin;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>A queue and the master that serves it.</summary>
internal readonly record struct SampleQueue(MessageQueue Queue, string Address);

/// <summary>Queues of the sample topic, from its route.</summary>
internal static class SampleQueues
{
    /// <summary>Queues with the permission, on brokers that have a master; empty while there is no route.</summary>
    public static async Task<IReadOnlyList<SampleQueue>> FindAsync(IAdminClient admin, Permissions permission, CancellationToken cancellation)
    {
        if (await admin.Topics.FindRouteAsync(ISampleTraffic.Topic, cancellation) is not { } route)
            return [];
        return
        [
            .. from data in route.QueueDatas
               where ((Permissions)data.Perm & permission) == permission
               let address = Master(route, data.BrokerName)
               where address is not null
               from id in Enumerable.Range(0, permission == Permissions.Read ? data.ReadQueueNums : data.WriteQueueNums)
               select new SampleQueue(new MessageQueue(ISampleTraffic.Topic, data.BrokerName, id), address),
        ];
    }

    private static string? Master(TopicRouteData route, string brokerName) =>
        route.BrokerDatas.Find(broker => broker.BrokerName == brokerName)?.BrokerAddrs.GetValueOrDefault(0);
}
