using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;

namespace RocketMQ.Broker.Queries;

/// <summary>12: messages by key (docs/protocol.md 2.4.3).</summary>
internal sealed class QueryMessageHandler(IMessageStore store, BrokerSettings settings) : IRequestHandler<QueryMessageRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QueryMessageRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var most = header.UniqueKeyQuery == true ? settings.DefaultQueryMaxNum : Math.Min(header.MaxNum, settings.MaxMessagesInQuery);
        using var result = store.QueryByKey(header.Topic, header.Key, Math.Max(1, most), header.BeginTimestamp, header.EndTimestamp);
        if (result.Count == 0)
        {
            return ValueTask.FromResult(Reply.Refused(
                ResponseCode.QueryNotFound, "can not find message, maybe time range not correct", new QueryMessageResponseHeader()));
        }

        var body = new byte[result.TotalBytes];
        result.CopyTo(body);
        return ValueTask.FromResult(Reply.With(
            new QueryMessageResponseHeader
            {
                IndexLastUpdateTimestamp = result.IndexLastUpdateTimestamp,
                IndexLastUpdatePhyoffset = result.IndexLastUpdatePhysicalOffset,
            },
            body));
    }
}
