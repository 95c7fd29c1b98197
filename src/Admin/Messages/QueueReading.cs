using System.Runtime.CompilerServices;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;

namespace RocketMQ.Admin.Messages;

/// <summary>Reads queues from an old message to a new one, as consumers do; brokers are looked up once for all queues.</summary>
internal sealed class QueueReading(AdminCalls calls, BrokerDirectory directory, QueuePulls pulls)
{
    public async Task<PartialResult<IReadOnlyList<QueueRange>>> FindRangesAsync(RangeRequest request, CancellationToken cancellation)
    {
        var route = await directory.GetRouteAsync(request.Topic, cancellation);
        var queues = BrokerDirectory.Queues(
            route,
            request.Topic,
            queue => (request.BrokerName is null || queue.BrokerName == request.BrokerName) && (request.QueueId is null || queue.QueueId == request.QueueId));
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
            ? await calls.SearchAsync(address, queue, from.ToUnixTimeMilliseconds(), cancellation)
            : await calls.FirstAsync(address, queue, cancellation);
        var end = request.To is { } to
            ? await calls.SearchAsync(address, queue, to.ToUnixTimeMilliseconds(), cancellation)
            : await calls.EndAsync(address, queue, cancellation);
        return new QueueRange(queue, address, begin, end);
    }
}
