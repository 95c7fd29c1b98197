using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Offsets;

/// <summary>
/// 308: the smallest offset of each queue over all groups but the named ones; the greatest number where the group to compare with is
/// behind that. The original swaps two names here and loses offsets (docs/protocol.md 2.4.10); this is what it means to do.
/// </summary>
internal sealed class QueryCorrectionOffsetHandler(OffsetTable offsets) : IRequestHandler<QueryCorrectionOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<QueryCorrectionOffsetRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        var passedOver = (header.FilterGroups ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var body = new QueryCorrectionOffsetBody();
        foreach (var (queue, offset) in offsets.GroupsOf(header.Topic).Except(passedOver, StringComparer.Ordinal).SelectMany(group => offsets.Of(header.Topic, group)))
            body.CorrectionOffsets[queue] = body.CorrectionOffsets.TryGetValue(queue, out var least) ? Math.Min(least, offset) : offset;
        foreach (var (queue, offset) in offsets.Of(header.Topic, header.CompareGroup))
        {
            if (body.CorrectionOffsets.TryGetValue(queue, out var least) && least > offset)
                body.CorrectionOffsets[queue] = long.MaxValue;
        }

        return ValueTask.FromResult(Reply.With(null, FastJson.Write(body)));
    }
}

/// <summary>314: a group takes over the offsets of another. Topics that are gone, or that an online source does not subscribe, are passed over.</summary>
internal sealed class CloneGroupOffsetHandler(OffsetTable offsets, TopicTable topics, ConsumerTable consumers) : IRequestHandler<CloneGroupOffsetRequestHeader>
{
    public ValueTask<Reply> HandleAsync(Request<CloneGroupOffsetRequestHeader> request, CancellationToken stopping)
    {
        var header = request.Header;
        foreach (var topic in string.IsNullOrWhiteSpace(header.Topic) ? offsets.TopicsOf(header.SrcGroup) : [header.Topic])
        {
            if (topics.Find(topic) is null)
                continue;
            if (header.Offline != true && consumers.Find(header.SrcGroup) is { } online && online.FindSubscription(topic) is null)
                continue;
            foreach (var (queue, offset) in offsets.Of(topic, header.SrcGroup))
                offsets.Commit(topic, header.DestGroup, queue, offset);
        }

        return ValueTask.FromResult(Reply.With(new NoFields()));
    }
}
