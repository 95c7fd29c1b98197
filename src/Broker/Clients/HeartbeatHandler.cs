using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Broker.Clients;

/// <summary>34: a client tells its groups and subscriptions. The group and its retry topic come into being here (docs/protocol.md 2.4.5, 6.4).</summary>
internal sealed class HeartbeatHandler(
    ConsumerTable consumers, ProducerTable producers, GroupTable groups, TopicCreation creation, TimeProvider time) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var heartbeat = RequestBody.Parse<HeartbeatData>(request.Body);
        var channel = new ClientChannel(
            request.Connection, heartbeat.ClientID, request.Command.Language, request.Version, time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var data in heartbeat.ConsumerDataSet)
        {
            if (groups.FindOrCreate(data.GroupName) is { } group)
                creation.RetryTopic(group.Name, group.Config.RetryQueueNums);
            consumers.Register(channel, data);
        }

        foreach (var data in heartbeat.ProducerDataSet)
            producers.Register(channel, data.GroupName);
        // A connection that ended while its heartbeat waited in the lane has been removed already and would stay for ever.
        if (request.Connection.IsClosed)
        {
            consumers.RemoveConnection(request.Connection);
            producers.RemoveConnection(request.Connection);
        }

        return ValueTask.FromResult(Reply.Success);
    }
}
