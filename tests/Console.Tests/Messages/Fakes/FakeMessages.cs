using System.Runtime.CompilerServices;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Messages.Fakes;

/// <summary>The message operations of a cluster that holds the given messages.</summary>
internal sealed class FakeMessages(params LocatedMessage[] stored) : IMessageOperations
{
    /// <summary>What is stored.</summary>
    public List<LocatedMessage> Stored { get; } = [.. stored];

    /// <summary>Brokers that do not answer searches.</summary>
    public List<TargetFailure> Failures { get; } = [];

    /// <summary>What clients noted, by trace topic.</summary>
    public Dictionary<string, List<TraceRecord>> Traces { get; } = [];

    /// <summary>Brokers that do not answer about traces.</summary>
    public List<TargetFailure> TraceFailures { get; } = [];

    /// <summary>What was sent.</summary>
    public List<OutgoingMessage> Sent { get; } = [];

    /// <summary>Who was to consume what.</summary>
    public List<(string Group, string Client, long Offset)> Consumed { get; } = [];

    /// <summary>What a member answers.</summary>
    public ConsumeMessageDirectlyResult ConsumeAnswer { get; set; } = new() { ConsumeResult = ConsumeResult.Success };

    /// <summary>Thrown instead of a member's answer.</summary>
    public Exception? SendFailure { get; set; }

    /// <summary>Thrown by every operation.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Completes when a browse may give its next page; null to give all at once.</summary>
    public Func<int, Task>? BeforePage { get; set; }

    /// <summary>Every request by key.</summary>
    public List<KeyQuery> KeyQueries { get; } = [];

    /// <summary>Every request by unique id.</summary>
    public List<KeyQuery> UniqueIdQueries { get; } = [];

    /// <summary>Runs when a request by key has been answered.</summary>
    public Action<KeyQuery>? AfterQuery { get; set; }

    /// <summary>Every browse.</summary>
    public List<BrowseRequest> Browses { get; } = [];

    /// <summary>Ids that were asked for as offset ids.</summary>
    public List<string> OffsetIds { get; } = [];

    public Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellation = default)
    {
        Sent.Add(message);
        return Task.FromResult(new SentMessage(ResponseCode.Success, $"unique-id-{Sent.Count}", $"offset-id-{Sent.Count}", new MessageQueue(message.Topic, "broker-a", 0), Sent.Count));
    }

    public Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellation = default)
    {
        Fail();
        var all = Stored.Where(message => message.Queue == request.Queue).OrderBy(message => message.Message.QueueOffset).ToList();
        var min = all is [var first, ..] ? first.Message.QueueOffset : 0;
        var max = all is [.., var last] ? last.Message.QueueOffset + 1 : 0;
        if (request.Offset < min || request.Offset > max)
            return Task.FromResult(new PullResult(PullStatus.OffsetIllegal, [], request.Offset < min ? min : max, min, max));
        var found = all.Where(message => message.Message.QueueOffset >= request.Offset).Take(request.Limit).ToList();
        return Task.FromResult(found is [.., var end]
            ? new PullResult(PullStatus.Found, found, end.Message.QueueOffset + 1, min, max)
            : new PullResult(PullStatus.NoNewMessage, [], request.Offset, min, max));
    }

    public Task<LocatedMessage?> FindAtAsync(MessageQueue queue, long offset, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<FoundMessages> FindByKeyAsync(KeyQuery query, CancellationToken cancellation = default)
    {
        Fail();
        cancellation.ThrowIfCancellationRequested();
        lock (KeyQueries)
            KeyQueries.Add(query);
        // As brokers do: by whole seconds, newest first, and no more than asked for.
        var given = Stored
            .Where(message => message.Message.Topic == query.Topic && message.Message.Keys?.Split(' ').Contains(query.Key) == true)
            .Where(message => query.To is not { } to || DateTimeOffset.FromUnixTimeSeconds(message.StoredAt.ToUnixTimeSeconds()) <= to)
            .OrderByDescending(message => message.StoredAt).ThenByDescending(message => message.Message.PhysicalOffset)
            .GroupBy(message => message.BrokerName).Select(group => group.Take(query.Limit).ToList()).ToList();
        AfterQuery?.Invoke(query);
        var found = given.SelectMany(list => list).Where(message => (query.From is not { } from || message.StoredAt >= from) && (query.To is not { } to || message.StoredAt <= to));
        return Task.FromResult(new FoundMessages([.. found.OrderByDescending(message => message.StoredAt)], Failures)
        {
            Limited = given.Where(list => list.Count >= query.Limit).ToDictionary(list => list[0].BrokerName, list => list.Min(message => message.StoredAt)),
        });
    }

    public Task<FoundMessages> FindByUniqueIdAsync(KeyQuery query, CancellationToken cancellation = default)
    {
        Fail();
        lock (UniqueIdQueries)
            UniqueIdQueries.Add(query);
        var found = Stored.Where(message => message.Message.Topic == query.Topic && message.Message.UniqueKey == query.Key && (query.From is not { } from || message.StoredAt >= from));
        return Task.FromResult(new FoundMessages([.. found.OrderByDescending(message => message.StoredAt)], Failures));
    }

    public Task<MessageTrace> FindTraceAsync(KeyQuery query, CancellationToken cancellation = default)
    {
        Fail();
        return Task.FromResult(new MessageTrace([.. Traces.GetValueOrDefault(query.Topic, []).Where(record => record.MessageId == query.Key)], TraceFailures));
    }

    public Task<LocatedMessage?> FindByOffsetIdAsync(string offsetId, CancellationToken cancellation = default)
    {
        Fail();
        OffsetIds.Add(offsetId);
        return Task.FromResult(Stored.Find(message => message.Message.OffsetMessageId == offsetId));
    }

    public Task<long> GetMinOffsetAsync(MessageQueue queue, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<long> GetMaxOffsetAsync(MessageQueue queue, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<long> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<DateTimeOffset?> GetEarliestStoreTimeAsync(MessageQueue queue, CancellationToken cancellation = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<BrowsePage> BrowseAsync(BrowseRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Fail();
        Browses.Add(request);
        var left = new Queue<LocatedMessage>(Left(request));
        for (var number = 0; number == 0 || left.Count > 0; number++)
        {
            if (BeforePage is not null)
                await BeforePage(number).WaitAsync(cancellation);
            var page = new List<LocatedMessage>();
            var scanned = 0;
            while (left.Count > 0 && page.Count < request.PageSize && scanned < request.MaxScanned)
            {
                scanned++;
                var next = left.Dequeue();
                if (request.Filter?.Invoke(next.Message) != false)
                    page.Add(next);
            }

            var isSpent = left.Count > 0 && page.Count < request.PageSize;
            yield return new BrowsePage(page, scanned, isSpent, left.Count == 0 ? null : Continuation(left), Failures);
        }
    }

    private static BrowseContinuation Continuation(IEnumerable<LocatedMessage> left) => new(left
        .GroupBy(message => FormattableString.Invariant($"{message.BrokerName}:{message.Message.QueueId}"))
        .ToDictionary(queue => queue.Key, queue => queue.Max(message => message.Message.QueueOffset) + 1));

    private IEnumerable<LocatedMessage> Left(BrowseRequest request) => Stored
        .Where(message => message.Message.Topic == request.Topic && request.Queues?.Contains(message.Queue) != false)
        .Where(message => (request.From is not { } from || message.StoredAt >= from) && (request.To is not { } to || message.StoredAt <= to))
        .Where(message => request.Continuation is null
            || (request.Continuation.Offsets.TryGetValue(FormattableString.Invariant($"{message.BrokerName}:{message.Message.QueueId}"), out var below)
                && message.Message.QueueOffset < below))
        .OrderByDescending(message => message.StoredAt).ThenByDescending(message => message.Message.QueueOffset);

    private void Fail()
    {
        if (Failure is not null)
            throw Failure;
    }

    public Task<SentMessage> ResendAsync(LocatedMessage located, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<MessageTracks> TrackAsync(LocatedMessage located, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<ConsumeMessageDirectlyResult> ConsumeDirectlyAsync(string group, string clientId, LocatedMessage located, CancellationToken cancellation = default)
    {
        Consumed.Add((group, clientId, located.Message.QueueOffset));
        return SendFailure is null ? Task.FromResult(ConsumeAnswer) : throw SendFailure;
    }

    public Task<PartialResult<IReadOnlyList<QueueRange>>> FindRangesAsync(RangeRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<PullResult> ReadAsync(
        QueueRange range, string expression = "*", string group = "TOOLS_CONSUMER", CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SentMessage>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<HalfMessage> SendHalfAsync(OutgoingMessage message, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task EndTransactionAsync(HalfMessage half, bool commit, CancellationToken cancellation = default) => throw new NotSupportedException();
}
