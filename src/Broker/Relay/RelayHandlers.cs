using RocketMQ.Broker.Config;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;

namespace RocketMQ.Broker.Relay;

/// <summary>307: what one consumer says about itself (docs/protocol.md 2.4.12).</summary>
internal sealed class ConsumerRunningInfoHandler(ConsumerCalls calls) : IRequestHandler<GetConsumerRunningInfoRequestHeader>
{
    public async ValueTask<Reply> HandleAsync(Request<GetConsumerRunningInfoRequestHeader> request, CancellationToken stopping)
    {
        var relayed = new RemotingCommand { Code = request.Command.Code, ExtFields = request.Command.ExtFields };
        return await calls.PassOnAsync(relayed, request.Header.ConsumerGroup, request.Header.ClientId, stopping);
    }
}

/// <summary>309: one consumer is to consume one message now. The record goes with the request (docs/protocol.md 2.4.12).</summary>
internal sealed class ConsumeMessageDirectlyHandler(ConsumerCalls calls, IMessageStore store, BrokerSettings settings)
    : IRequestHandler<ConsumeMessageDirectlyRequestHeader>
{
    public async ValueTask<Reply> HandleAsync(Request<ConsumeMessageDirectlyRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var fields = new Dictionary<string, string>(request.Command.ExtFields ?? new Dictionary<string, string>()) { ["brokerName"] = settings.BrokerName };
        var relayed = new RemotingCommand { Code = request.Command.Code, ExtFields = fields, Body = Record(header) };
        return await calls.PassOnAsync(relayed, header.ConsumerGroup, header.ClientId, stopping);
    }

    /// <summary>By offset id, or by unique id where the topic is told, as 5.x tools do.</summary>
    private byte[] Record(ConsumeMessageDirectlyRequestHeader header)
    {
        if (header.MsgId is not { Length: > 0 } id)
            throw new RejectedException(ResponseCode.SystemError, "field 'msgId' is missing: the id of the message to consume is needed");
        if (MessageIds.TryParseOffsetId(id, out _, out var offset))
        {
            using var record = store.ReadRecord(offset);
            if (record is not null)
                return record.Memory.ToArray();
        }

        if (!string.IsNullOrEmpty(header.Topic))
        {
            using var found = store.QueryByKey(header.Topic, id, 1, 0, long.MaxValue);
            if (found.Count > 0)
                return found[0].ToArray();
        }

        throw new RejectedException(ResponseCode.SystemError, $"can not find message by the id, {id}");
    }
}
