using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Assignment;

/// <summary>400: a 5.x consumer lets the broker share the queues out (docs/protocol.md 2.4.14).</summary>
internal sealed class QueryAssignmentHandler(TopicQueues queues, ConsumerTable consumers, MessageRequestModes modes, PopSettings settings)
    : IRequestHandler<NoFields>
{
    public async ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var body = RequestBody.Parse<QueryAssignmentRequestBody>(request.Body);
        var mode = modes.Find(body.Topic, body.ConsumerGroup);
        var assigned = await AssignAsync(body, mode, stopping);
        return Reply.With(null, FastJson.Write(new QueryAssignmentResponseBody
        {
            MessageQueueAssignments = assigned?.Select(queue => new MessageQueueAssignment { MessageQueue = queue, Mode = mode.Mode }).ToList(),
        }));
    }

    /// <summary>None takes all queues from the client; null leaves it what it has, for whoever knows nothing must change nothing.</summary>
    private async Task<IReadOnlyList<MessageQueue>?> AssignAsync(QueryAssignmentRequestBody body, SetMessageRequestModeRequestBody mode, CancellationToken stopping)
    {
        var all = await queues.FindAsync(body.Topic, stopping);
        if (all is null or [] || body.MessageModel == MessageModel.Broadcasting || !settings.BalancesLoad)
            return all;
        if (!Allocation.Names.Contains(body.StrategyName))
        {
            throw new RejectedException(
                ResponseCode.SystemError, $"strategyName '{body.StrategyName}' is not known; {string.Join(" and ", Allocation.Names)} are");
        }

        List<string> members = [.. consumers.ChannelsOf(body.ConsumerGroup).Select(channel => channel.ClientId).Distinct().Order(StringComparer.Ordinal)];
        if (members.Count == 0)
            return null;
        return mode.Mode == SetMessageRequestModeRequestBody.Pop
            ? Allocation.SharePopped(body.StrategyName, body.ClientId, members, all, mode.PopShareQueueNum)
            : Allocation.Share(body.StrategyName, body.ClientId, members, all);
    }
}

/// <summary>401: a group is to pull or to pop a topic.</summary>
internal sealed class SetRequestModeHandler(MessageRequestModes modes, TopicTable topics, GroupTable groups) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var body = RequestBody.Parse<SetMessageRequestModeRequestBody>(request.Body);
        if (SystemTopics.IsRetry(body.Topic))
            throw new RejectedException(ResponseCode.NoPermission, "retry topic is not allowed to set mode");
        if (topics.Find(body.Topic) is null)
            throw new RejectedException(ResponseCode.TopicNotExist, $"topic[{body.Topic}] not exist");
        if (body.Mode is not (SetMessageRequestModeRequestBody.Pull or SetMessageRequestModeRequestBody.Pop))
            throw new RejectedException(ResponseCode.SystemError, $"mode '{body.Mode}': PULL or POP is allowed");
        // Consumers set their mode before their first heartbeat makes the group.
        if (groups.FindOrCreate(body.ConsumerGroup) is null)
            throw new RejectedException(ResponseCode.SubscriptionGroupNotExist, $"subscription group [{body.ConsumerGroup}] does not exist");
        modes.Put(body);
        return ValueTask.FromResult(Reply.With(null));
    }
}

/// <summary>402: how all groups get their messages.</summary>
internal sealed class AllRequestModesHandler(MessageRequestModes modes) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) => ValueTask.FromResult(Reply.With(null, modes.Snapshot()));
}
