using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Groups;

/// <summary>Reads, commits and resets offsets of groups.</summary>
internal sealed class OffsetResets(AdminCalls calls, BrokerDirectory directory)
{
    public async Task<long?> FindOffsetAsync(string address, string group, MessageQueue queue, CancellationToken cancellation)
    {
        var header = new QueryConsumerOffsetRequestHeader { ConsumerGroup = group, Topic = queue.Topic, QueueId = queue.QueueId };
        var answer = await calls.AskAsync(address, RequestCode.QueryConsumerOffset, header, default, cancellation);
        return answer.ResponseCode == ResponseCode.QueryNotFound
            ? null
            : AdminCalls.ReadHeader<QueryConsumerOffsetResponseHeader>(
                AdminCalls.Accept(answer, address, RequestCode.QueryConsumerOffset), address, RequestCode.QueryConsumerOffset).Offset;
    }

    public async Task CommitOffsetAsync(string address, string group, MessageQueue queue, long offset, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var header = new UpdateConsumerOffsetRequestHeader
        {
            ConsumerGroup = group, Topic = queue.Topic, QueueId = queue.QueueId, CommitOffset = offset,
        };
        await calls.CallAsync(address, RequestCode.UpdateConsumerOffset, header, cancellation);
    }

    public async Task<PartialResult<OffsetReset>> ResetAsync(
        string group, string topic, DateTimeOffset? to, bool forward, CancellationToken cancellation)
    {
        var route = await directory.GetRouteAsync(topic, cancellation);
        var brokerNames = BrokerDirectory.Readers(route).ToDictionary(pair => pair.Value, pair => pair.Key);
        return await AdminCalls.EachAsync(brokerNames.Keys, address =>
        {
            var queues = route.QueueDatas.Where(queue => queue.BrokerName == brokerNames[address])
                .SelectMany(data => Enumerable.Range(0, data.ReadQueueNums).Select(id => new MessageQueue(topic, data.BrokerName, id)));
            return ResetAsync(address, group, topic, [.. queues], to, forward, cancellation);
        });
    }

    private async Task<OffsetReset> ResetAsync(
        string address, string group, string topic, IReadOnlyList<MessageQueue> queues, DateTimeOffset? to, bool forward, CancellationToken cancellation)
    {
        var header = new ResetOffsetRequestHeader
        {
            Topic = topic, Group = group, Timestamp = to?.ToUnixTimeMilliseconds() ?? -1, IsForce = forward,
        };
        var answer = await calls.AskAsync(address, RequestCode.InvokeBrokerToResetOffset, header, default, cancellation);
        if (answer.ResponseCode == ResponseCode.Success)
        {
            var body = AdminCalls.ReadBody<ResetOffsetBody>(answer, address, RequestCode.InvokeBrokerToResetOffset);
            return new OffsetReset(body.OffsetTable, ThroughMembers: true);
        }

        // Without members there is nobody to tell; without offsets the original says that the group does not exist.
        var hasNoMembers = answer.ResponseCode == ResponseCode.ConsumerNotOnline
            || (answer.ResponseCode == ResponseCode.SystemError && answer.Remark?.Contains("consumer group", StringComparison.OrdinalIgnoreCase) == true)
            || answer.ResponseCode == ResponseCode.RequestCodeNotSupported;
        if (!hasNoMembers)
            throw AdminCalls.Refusal(answer, address, RequestCode.InvokeBrokerToResetOffset);

        var offsets = new Dictionary<MessageQueue, long>();
        foreach (var queue in queues)
            offsets[queue] = await MoveAsync(address, group, queue, to, forward, cancellation);
        return new OffsetReset(offsets, ThroughMembers: false);
    }

    private async Task<long> MoveAsync(
        string address, string group, MessageQueue queue, DateTimeOffset? to, bool forward, CancellationToken cancellation)
    {
        var target = to is { } time
            ? (await calls.CallForHeaderAsync<SearchOffsetResponseHeader>(
                address,
                RequestCode.SearchOffsetByTimestamp,
                new SearchOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId, Timestamp = time.ToUnixTimeMilliseconds() },
                cancellation)).Offset
            : (await calls.CallForHeaderAsync<GetMaxOffsetResponseHeader>(
                address, RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId }, cancellation)).Offset;
        var current = await FindOffsetAsync(address, group, queue, cancellation);
        if (!forward && current is { } before && before <= target)
            return before;
        await CommitOffsetAsync(address, group, queue, Math.Max(target, 0), cancellation);
        return Math.Max(target, 0);
    }
}
