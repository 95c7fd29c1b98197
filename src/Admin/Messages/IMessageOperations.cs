using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Admin.Messages;

/// <summary>Sending, pulling, finding and browsing messages.</summary>
public interface IMessageOperations
{
    /// <summary>Sends one message (310).</summary>
    /// <exception cref="ArgumentException">Topic, properties or body are not allowed, or the topic has no such queue; nothing was sent.</exception>
    /// <exception cref="AdminException">The topic has no route, or the broker refused.</exception>
    Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellation = default);

    /// <summary>Sends messages of one topic in one request (320), to one queue; each is stored as a message of its own.</summary>
    /// <exception cref="ArgumentException">They do not go to one topic and queue, one is delayed, or is not allowed otherwise; nothing was sent.</exception>
    Task<IReadOnlyList<SentMessage>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation = default);

    /// <summary>Sends the half of a transaction (310), which waits until it is ended. This client answers no checks of brokers.</summary>
    /// <exception cref="ArgumentException">As of <see cref="SendAsync"/>, and when it is delayed.</exception>
    Task<HalfMessage> SendHalfAsync(OutgoingMessage message, CancellationToken cancellation = default);

    /// <summary>Commits a half, so that consumers get it, or rolls it back (37).</summary>
    /// <exception cref="ArgumentException">Its broker has no master at the moment; nothing was sent.</exception>
    Task EndTransactionAsync(HalfMessage half, bool commit, CancellationToken cancellation = default);

    /// <summary>Sends a stored message once more (310), to a queue of its topic: the same body and properties, a new id.</summary>
    Task<SentMessage> ResendAsync(LocatedMessage located, CancellationToken cancellation = default);

    /// <summary>Reads messages of a queue (11), as they are stored.</summary>
    /// <exception cref="ArgumentException">No master serves the queue's broker.</exception>
    Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellation = default);

    /// <summary>The message at one offset of a queue; null when there is none (yet or any more).</summary>
    Task<LocatedMessage?> FindAtAsync(MessageQueue queue, long offset, CancellationToken cancellation = default);

    /// <summary>Messages with a key (12), newest first. Index entries of other keys with the same hash are left out.</summary>
    Task<FoundMessages> FindByKeyAsync(KeyQuery query, CancellationToken cancellation = default);

    /// <summary>Messages with the unique id that the producer gave (12), newest first; several when the producer sent it again.</summary>
    Task<FoundMessages> FindByUniqueIdAsync(KeyQuery query, CancellationToken cancellation = default);

    /// <summary>What clients noted about a message (12), oldest first. The query names the trace topic, and the unique id of the message as key.</summary>
    Task<MessageTrace> FindTraceAsync(KeyQuery query, CancellationToken cancellation = default);

    /// <summary>The message that an offset id names (33); null when the broker has none there.</summary>
    /// <exception cref="ArgumentException">It is no offset id, or it names an address that is no broker of this cluster: such are never dialled.</exception>
    Task<LocatedMessage?> FindByOffsetIdAsync(string offsetId, CancellationToken cancellation = default);

    /// <summary>Offset of the first message of a queue (31).</summary>
    Task<long> GetMinOffsetAsync(MessageQueue queue, CancellationToken cancellation = default);

    /// <summary>Offset after the last message of a queue (30).</summary>
    Task<long> GetMaxOffsetAsync(MessageQueue queue, CancellationToken cancellation = default);

    /// <summary>Offset of a message stored at about a time (29): Apache's brokers answer with the nearest one, on either side.</summary>
    Task<long> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellation = default);

    /// <summary>When the first message of a queue was stored (32); null when the queue is empty.</summary>
    Task<DateTimeOffset?> GetEarliestStoreTimeAsync(MessageQueue queue, CancellationToken cancellation = default);

    /// <summary>Which groups have consumed a message (300, 203, 208).</summary>
    Task<MessageTracks> TrackAsync(LocatedMessage located, CancellationToken cancellation = default);

    /// <summary>Has one member of a group consume one message (309), whatever the group's offset.</summary>
    /// <exception cref="AdminException">The client is not connected to the message's broker, or did not answer.</exception>
    Task<ConsumeMessageDirectlyResult> ConsumeDirectlyAsync(
        string group, string clientId, LocatedMessage located, CancellationToken cancellation = default);

    /// <summary>The queues of a topic with the offsets between two times (31, 30, 29), by broker.</summary>
    /// <exception cref="AdminException">The topic has no route.</exception>
    /// <exception cref="ArgumentException">The topic has no such queue.</exception>
    Task<PartialResult<IReadOnlyList<QueueRange>>> FindRangesAsync(RangeRequest request, CancellationToken cancellation = default);

    /// <summary>Reads a part of a queue (11), oldest first, one pull after the other.</summary>
    /// <param name="range">From <see cref="FindRangesAsync"/>.</param>
    /// <param name="expression">Tag expression; "*" for all.</param>
    /// <param name="group">In whose name.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<PullResult> ReadAsync(
        QueueRange range, string expression = "*", string group = "TOOLS_CONSUMER", CancellationToken cancellation = default);

    /// <summary>
    /// Messages of a topic between two store times, newest first over all queues, in pages. Take the first page and keep its
    /// <see cref="BrowsePage.Continuation"/> to go on later, or take page after page.
    /// </summary>
    /// <exception cref="AdminException">The topic has no route.</exception>
    IAsyncEnumerable<BrowsePage> BrowseAsync(BrowseRequest request, CancellationToken cancellation = default);
}
