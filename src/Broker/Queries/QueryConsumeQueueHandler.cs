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
        var body = new QueryConsumeQueueResponseBody
        {
            MinQueueIndex = store.GetMinOffset(header.Topic, header.QueueId),
            MaxQueueIndex = store.GetMaxOffset(header.Topic, header.QueueId),
            SubscriptionData = subscription?.Data,
            FilterData = FilterText(header, subscription, sql),
        };
        for (var index = header.Index; index < header.Index + Math.Clamp(header.Count, 0, Most); index++)
        {
            if (Entry(header, index, subscription, sql) is not { } entry)
                break;
            body.QueueData.Add(entry);
        }

        return ValueTask.FromResult(body.QueueData.Count == 0
            ? Reply.With(new NoFields(), default, $"Index {header.Index} of {header.QueueId}@{header.Topic} is not exist!")
            : Reply.With(new NoFields(), FastJson.Write(body), Untouched));
    }

    /// <summary>In the original's words: nothing where no group was named, and a null where the group filters by tags.</summary>
    private static string? FilterText(QueryConsumeQueueRequestHeader header, Subscription? subscription, ConsumerFilter? sql) =>
        (header.ConsumerGroup, subscription, sql) switch
        {
            (null, _, _) => null,
            ({ } group, null, _) => $"{group}@{header.Topic} is not online!",
            (_, _, null) => "null",
            _ => Encoding.UTF8.GetString(FastJson.Write(sql.Data, FastJsonStyle.Pretty)),
        };

    private ConsumeQueueData? Entry(QueryConsumeQueueRequestHeader header, long index, Subscription? subscription, ConsumerFilter? sql)
    {
        using var read = store.Read(header.Topic, header.QueueId, index, 1, int.MaxValue, null);
        if (read.Count == 0 || Model.RecordView.Parse(read[0].Span, out var record) != Model.RecordKind.Message)
            return null;
        var tags = store.GetTagsCode(header.Topic, header.QueueId, index) ?? 0;
        return new ConsumeQueueData
        {
            PhysicOffset = record.PhysicalOffset,
            PhysicSize = record.Size,
            TagsCode = tags,
            Eval = IsWanted(record, tags, subscription, sql),
        };
    }

    /// <summary>Whether the group would get the message; false where nobody was named, or nobody is there to say.</summary>
    private static bool IsWanted(Model.RecordView record, long tags, Subscription? subscription, ConsumerFilter? sql) => subscription switch
    {
        null => false,
        { IsTag: true } => subscription.Filter?.MatchesTagsCode(tags) != false,
        _ => sql?.Filter?.MatchesRecord(record) == true,
    };
}
