using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Groups;

/// <summary>Reads, commits, clones and resets offsets of groups.</summary>
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

    public async Task<PartialResult<OffsetReset>> ResetAsync(ResetRequest request, CancellationToken cancellation)
    {
        var queues = BrokerDirectory.Queues(await directory.GetRouteAsync(request.Topic, cancellation), request.Topic);
        return await AdminCalls.EachAsync(queues.Select(group => group.Key), address => ResetAsync(address, request, queues[address], cancellation));
    }

    public async Task<PartialResult<IReadOnlyList<OffsetMove>>> PlanAsync(ResetRequest request, CancellationToken cancellation)
    {
        var queues = BrokerDirectory.Queues(await directory.GetRouteAsync(request.Topic, cancellation), request.Topic);
        return await AdminCalls.EachAsync<IReadOnlyList<OffsetMove>>(
            queues.Select(group => group.Key),
            async address => await AdminCalls.AllAsync(queues[address], queue => PlanAsync(address, request, queue, cancellation), cancellation));
    }

    public async Task ResetQueueAsync(string address, string group, MessageQueue queue, long offset, CancellationToken cancellation)
    {
        await CommitOffsetAsync(address, group, queue, offset, cancellation);
        var header = new ResetOffsetRequestHeader
        {
            Topic = queue.Topic, Group = group, Timestamp = 0, IsForce = true, QueueId = queue.QueueId, Offset = offset,
        };
        var answer = await calls.AskAsync(address, RequestCode.InvokeBrokerToResetOffset, header, default, cancellation);
        if (!HasNoMembers(answer.ResponseCode, answer.Remark))
            AdminCalls.Accept(answer, address, RequestCode.InvokeBrokerToResetOffset);
    }

    public async Task<PartialResult<int>> CloneAsync(string source, string destination, string topic, CancellationToken cancellation)
    {
        var brokers = BrokerDirectory.Readers(await directory.GetRouteAsync(topic, cancellation)).Values;
        return await AdminCalls.EachAsync(brokers, async address =>
        {
            var stats = await calls.CallForBodyAsync<ConsumeStats>(
                address, RequestCode.GetConsumeStats, new GetConsumeStatsRequestHeader { ConsumerGroup = source, Topic = topic }, cancellation);
            var committed = stats.OffsetTable.Where(pair => pair.Key.Topic == topic && pair.Value.ConsumerOffset >= 0).ToList();
            foreach (var (queue, offsets) in committed)
                await CommitOffsetAsync(address, destination, queue, offsets.ConsumerOffset, cancellation);
            return committed.Count;
        });
    }

    // Without members there is nobody to tell; without offsets the original says that the group does not exist.
    private static bool HasNoMembers(ResponseCode code, string? remark) =>
        code is ResponseCode.ConsumerNotOnline or ResponseCode.RequestCodeNotSupported
        || (code == ResponseCode.SystemError && remark?.Contains("consumer group", StringComparison.OrdinalIgnoreCase) == true);

    private async Task<OffsetReset> ResetAsync(
        string address, ResetRequest request, IEnumerable<MessageQueue> queues, CancellationToken cancellation)
    {
        var header = new ResetOffsetRequestHeader
        {
            Topic = request.Topic, Group = request.Group, Timestamp = request.To?.ToUnixTimeMilliseconds() ?? -1, IsForce = request.Forward,
        };
        var answer = await calls.AskAsync(
            address, RequestCode.InvokeBrokerToResetOffset, header, default, cancellation, language: request.CppMembers ? LanguageCode.Cpp : null);
        if (answer.ResponseCode == ResponseCode.Success)
        {
            var body = AdminCalls.ReadBody<ResetOffsetBody>(answer, address, RequestCode.InvokeBrokerToResetOffset);
            return new OffsetReset(body.OffsetTable, ThroughMembers: true);
        }

        if (!HasNoMembers(answer.ResponseCode, answer.Remark))
            throw AdminCalls.Refusal(answer, address, RequestCode.InvokeBrokerToResetOffset);
        var moves = await AdminCalls.AllAsync(queues, queue => MoveAsync(address, request, queue, cancellation), cancellation);
        return new OffsetReset(moves.ToDictionary(move => move.Queue, move => move.After), ThroughMembers: false) { Moves = moves };
    }

    private async Task<OffsetMove> MoveAsync(string address, ResetRequest request, MessageQueue queue, CancellationToken cancellation)
    {
        var move = await PlanAsync(address, request, queue, cancellation);
        if (move.After != move.Before)
            await CommitOffsetAsync(address, request.Group, queue, move.After, cancellation);
        return move;
    }

    private async Task<OffsetMove> PlanAsync(string address, ResetRequest request, MessageQueue queue, CancellationToken cancellation)
    {
        var end = await calls.EndAsync(address, queue, cancellation);
        var target = request.To is { } time ? await calls.SearchAsync(address, queue, time.ToUnixTimeMilliseconds(), cancellation) : end;
        var before = await FindOffsetAsync(address, request.Group, queue, cancellation);
        var after = !request.Forward && before is { } committed && committed <= target ? committed : Math.Max(target, 0);
        return new OffsetMove(queue, end, before, target, after);
    }
}
