using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Statistics;

/// <summary>315: one figure over a minute, an hour and a day (docs/protocol.md 6.13).</summary>
internal sealed class BrokerStatsHandler(BrokerStatistics statistics) : IRequestHandler<ViewBrokerStatsRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<ViewBrokerStatsRequestHeader> request, CancellationToken stopping)
    {
        var (name, key) = (request.Header.StatsName, request.Header.StatsKey);
        return ValueTask.FromResult(statistics.Find(name, key) is { } item
            ? Reply.With(new NoFields(), FastJson.Write(item.Snapshot()))
            : Reply.Refused(ResponseCode.SystemError, $"The stats <{name}> <{key}> not exist"));
    }
}
