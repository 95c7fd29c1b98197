using System.Runtime.CompilerServices;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Messages;

/// <summary>Reads queues from an old message to a new one, as consumers do; brokers are looked up once for all queues.</summary>
internal sealed class QueueReading(AdminCalls calls, BrokerDirectory directory, QueuePulls pulls)
{
    public async Task<PartialResult<IReadOnlyList<QueueRange>>> FindRangesAsync(RangeRequest request, CancellationToken cancellation)
    {
        var route = await directory.GetRouteAsync(request.Topic, cancellation);
        var readers = BrokerDirectory.Readers(route);
        var queues = route.QueueDatas
            .Where(data => readers.ContainsKey(data.BrokerName))
            .SelectMany(data => Enumerable.Range(0, data.ReadQueueNums).Select(id => new MessageQueue(request.Topic, data.BrokerName, id)))
            .Where(queue => request.BrokerName is null || queue.BrokerName == request.BrokerName)
            .Where(queue => request.QueueId is null || queue.QueueId == request.QueueId)
            .Order()
            .ToLookup(queue => readers[queue.BrokerName]);
        if (queues.Count == 0)
        {
            var known = route.QueueDatas.Select(data => $"{data.BrokerName} with {data.ReadQueueNums}");
            throw new ArgumentException(
                $"topic '{request.Topic}' has no queue {request.QueueId} on broker '{request.BrokerName}'; there are {string.Join(", ", known)}");
        }

        return await AdminCalls.EachAsync<IReadOnlyList<QueueRange>>(
            queues.Select(group => group.Key),
            async address => await AdminCalls.AllAsync(queues[address], queue => FindRangeAsync(address, queue, request, cancellation), cancellation));
    }

    public async IAsyncEnumerable<PullResult> ReadAsync(
        QueueRange range, string expression, string group, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var offset = range.Begin; offset < range.End;)
        {
            var pull = new PullRequest(range.Queue, offset)
            {
                Expression = expression, Group = group, Limit = (int)Math.Min(32, range.End - offset),
            };
            var result = await pulls.PullAsync(range.Address, pull, cancellation);
            yield return result;
            if (result.Status is PullStatus.NoNewMessage or PullStatus.OffsetIllegal || result.NextOffset <= offset)
                yield break;
            offset = result.NextOffset;
        }
    }

    private async Task<QueueRange> FindRangeAsync(string address, MessageQueue queue, RangeRequest request, CancellationToken cancellation)
    {
        var begin = request.From is { } from
            ? await SearchAsync(address, queue, from, cancellation)
            : (await calls.CallForHeaderAsync<GetMinOffsetResponseHeader>(
                address, RequestCode.GetMinOffset, new GetMinOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId }, cancellation)).Offset;
        var end = request.To is { } to
            ? await SearchAsync(address, queue, to, cancellation)
            : (await calls.CallForHeaderAsync<GetMaxOffsetResponseHeader>(
                address, RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId }, cancellation)).Offset;
        return new QueueRange(queue, address, begin, end);
    }

    private async Task<long> SearchAsync(string address, MessageQueue queue, DateTimeOffset time, CancellationToken cancellation) =>
        (await calls.CallForHeaderAsync<SearchOffsetResponseHeader>(
            address,
            RequestCode.SearchOffsetByTimestamp,
            new SearchOffsetRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId, Timestamp = time.ToUnixTimeMilliseconds() },
            cancellation)).Offset;
}
