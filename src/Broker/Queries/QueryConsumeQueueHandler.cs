using System.Text;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Filtering;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Queries;

/// <summary>321: entries of a consume queue, for tools that look into a store (docs/protocol.md 2.4.11).</summary>
internal sealed class QueryConsumeQueueHandler(IMessageStore store, ConsumerTable consumers, ConsumerFilters filters)
    : IRequestHandler<QueryConsumeQueueRequestHeader>
{
    /// <summary>The original says so in every good answer of this request.</summary>
    private const string Untouched = "not set any response code";
    private const int Most = 1000;

    public ValueTask<Reply> HandleAsync(Request<QueryConsumeQueueRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        if (!store.Queues(header.Topic).Any(queue => queue.QueueId == header.QueueId))
            return ValueTask.FromResult(Reply.Refused(ResponseCode.SystemError, $"{header.QueueId}@{header.Topic} is not exist!"));
        var subscription = header.ConsumerGroup is { } group ? consumers.Find(group)?.FindSubscription(header.Topic) : null;
        var sql = subscription is { IsTag: false } ? filters.Find(header.Topic, header.ConsumerGroup!) : null;
        IMessageFilter? filter = subscription is { IsTag: false } ? sql?.Filter : subscription?.Filter;
        var body = new QueryConsumeQueueResponseBody
        {
            MinQueueIndex = store.GetMinOffset(header.Topic, header.QueueId),
            MaxQueueIndex = store.GetMaxOffset(header.Topic, header.QueueId),
            SubscriptionData = subscription?.Data,
            FilterData = sql is null ? null : Encoding.UTF8.GetString(FastJson.Write(sql.Data, FastJsonStyle.Pretty)),
        };
        for (var index = header.Index; index < header.Index + Math.Clamp(header.Count, 0, Most); index++)
        {
            if (Entry(header, index, filter) is not { } entry)
                break;
            body.QueueData.Add(entry);
        }

        return ValueTask.FromResult(body.QueueData.Count == 0
            ? Reply.With(new NoFields(), default, $"Index {header.Index} of {header.QueueId}@{header.Topic} is not exist!")
            : Reply.With(new NoFields(), FastJson.Write(body), Untouched));
    }

    private ConsumeQueueData? Entry(QueryConsumeQueueRequestHeader header, long index, IMessageFilter? filter)
    {
        using var read = store.Read(header.Topic, header.QueueId, index, 1, int.MaxValue, null);
        if (read.Count == 0 || Model.RecordView.Parse(read[0].Span, out var record) != Model.RecordKind.Message)
            return null;
        var tags = Model.JavaHash.OfUtf8(record.Property("TAGS"u8));
        return new ConsumeQueueData
        {
            PhysicOffset = record.PhysicalOffset,
            PhysicSize = record.Size,
            TagsCode = tags,
            Eval = filter is null || (filter.MatchesTagsCode(tags) && filter.MatchesRecord(record)),
        };
    }
}
