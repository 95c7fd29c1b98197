using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Messages;

internal sealed class MessageOperations(
    AdminCalls calls,
    BrokerDirectory directory,
    QueuePulls pulls,
    MessageSending sending,
    MessageSearch search,
    MessageTracking tracking,
    TopicBrowser browser) : IMessageOperations
{
    public Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellation = default) => sending.SendAsync(message, cancellation);

    public Task<IReadOnlyList<SentMessage>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation = default) =>
        sending.SendBatchAsync(messages, cancellation);

    public Task<HalfMessage> SendHalfAsync(OutgoingMessage message, CancellationToken cancellation = default) => sending.SendHalfAsync(message, cancellation);

    public Task EndTransactionAsync(HalfMessage half, bool commit, CancellationToken cancellation = default) => sending.EndAsync(half, commit, cancellation);

    public Task<SentMessage> ResendAsync(LocatedMessage located, CancellationToken cancellation = default) => sending.ResendAsync(located, cancellation);

    public async Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellation = default) =>
        await pulls.PullAsync(await directory.GetAddressAsync(request.Queue.BrokerName, cancellation), request, cancellation);

    public async Task<LocatedMessage?> FindAtAsync(MessageQueue queue, long offset, CancellationToken cancellation = default)
    {
        var result = await PullAsync(new PullRequest(queue, offset) { Limit = 1 }, cancellation);
        return result.Messages.FirstOrDefault(located => located.Message.QueueOffset == offset);
    }

    public Task<FoundMessages> FindByKeyAsync(KeyQuery query, CancellationToken cancellation = default) => search.FindByKeyAsync(query, cancellation);

    public Task<FoundMessages> FindByUniqueIdAsync(KeyQuery query, CancellationToken cancellation = default) =>
        search.FindByUniqueIdAsync(query, cancellation);

    public Task<MessageTrace> FindTraceAsync(KeyQuery query, CancellationToken cancellation = default) => search.FindTraceAsync(query, cancellation);

    public Task<LocatedMessage?> FindByOffsetIdAsync(string offsetId, CancellationToken cancellation = default) =>
        search.FindByOffsetIdAsync(offsetId, cancellation);

    public async Task<long> GetMinOffsetAsync(MessageQueue queue, CancellationToken cancellation = default) =>
        await calls.FirstAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), queue, cancellation);

    public async Task<long> GetMaxOffsetAsync(MessageQueue queue, CancellationToken cancellation = default) =>
        await calls.EndAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), queue, cancellation);

    public async Task<long> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellation = default) =>
        await calls.SearchAsync(await directory.GetAddressAsync(queue.BrokerName, cancellation), queue, time.ToUnixTimeMilliseconds(), cancellation);

    public async Task<DateTimeOffset?> GetEarliestStoreTimeAsync(MessageQueue queue, CancellationToken cancellation = default)
    {
        var header = new GetEarliestMessageStoreTimeRequestHeader { Topic = queue.Topic, QueueId = queue.QueueId };
        var answer = await calls.CallForHeaderAsync<GetEarliestMessageStoreTimeResponseHeader>(
            await directory.GetAddressAsync(queue.BrokerName, cancellation), RequestCode.GetEarliestMsgStoreTime, header, cancellation);
        return answer.Timestamp > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(answer.Timestamp) : null;
    }

    public Task<MessageTracks> TrackAsync(LocatedMessage located, CancellationToken cancellation = default) => tracking.TrackAsync(located, cancellation);

    public async Task<ConsumeMessageDirectlyResult> ConsumeDirectlyAsync(
        string group, string clientId, LocatedMessage located, CancellationToken cancellation = default)
    {
        var address = await directory.GetAddressAsync(located.BrokerName, cancellation);
        var header = new ConsumeMessageDirectlyRequestHeader
        {
            ConsumerGroup = group,
            ClientId = clientId,
            MsgId = located.Message.OffsetMessageId,
            BrokerName = located.BrokerName,
            Topic = located.Message.Topic,
        };
        var answer = await calls.AskAsync(address, RequestCode.ConsumeMessageDirectly, header, default, cancellation, AdminCalls.RelayWait);
        return AdminCalls.ReadBody<ConsumeMessageDirectlyResult>(
            AdminCalls.Accept(answer, address, RequestCode.ConsumeMessageDirectly), address, RequestCode.ConsumeMessageDirectly);
    }

    public Task<PartialResult<IReadOnlyList<QueueRange>>> FindRangesAsync(RangeRequest request, CancellationToken cancellation = default) =>
        new QueueReading(calls, directory, pulls).FindRangesAsync(request, cancellation);

    public IAsyncEnumerable<PullResult> ReadAsync(
        QueueRange range, string expression = "*", string group = "TOOLS_CONSUMER", CancellationToken cancellation = default) =>
        new QueueReading(calls, directory, pulls).ReadAsync(range, expression, group, cancellation);

    public IAsyncEnumerable<BrowsePage> BrowseAsync(BrowseRequest request, CancellationToken cancellation = default) =>
        browser.BrowseAsync(request, cancellation);
}
