using RocketMQ.Admin.Groups;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Topics;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.DeadLetters;

/// <summary>A cluster whose group "billing" has given up messages; keeps what is sent.</summary>
internal sealed class LetterCluster
{
    public LetterCluster(params LocatedMessage[] letters)
    {
        Letters = [.. letters];
        Messages = Answering<IMessageOperations>.Create()
            .On("BrowseAsync", args => Browse((BrowseRequest)args[0]!))
            .On("FindAtAsync", args => Task.FromResult(Letters.Find(letter => letter.Queue == (MessageQueue)args[0]! && letter.Message.QueueOffset == (long)args[1]!)))
            .On("FindByOffsetIdAsync", _ => Task.FromResult<LocatedMessage?>(null))
            .On("SendAsync", args => SendAsync((OutgoingMessage)args[0]!))
            .On("ConsumeDirectlyAsync", args =>
            {
                Consumed.Add(((string)args[1]!, ((LocatedMessage)args[2]!).Message.QueueOffset));
                return Task.FromResult(new ConsumeMessageDirectlyResult { ConsumeResult = Result, Remark = "no stock" });
            });
        var topics = Answering<ITopicOperations>.Create().On("FindRouteAsync", _ => Task.FromResult(Letters.Count > 0 ? new TopicRouteData() : null));
        Connection = new FakeCluster(
            new FakeAdminClient { MessageFake = Messages.Object, TopicFake = topics.Object, GroupFake = Answering<IGroupOperations>.Create().Object },
            Samples.Snapshot(groups:
            [
                Samples.Group("billing") with
                {
                    Presence = new GroupPresence(1, MessageModel.Clustering, false, null, Samples.Noon) { Clients = [new ConnectedClient("c1", "10.1.1.1:5000", "JAVA", "V4_9_8")] },
                },
            ]));
    }

    public List<LocatedMessage> Letters { get; }

    public FakeCluster Connection { get; }

    public Answering<IMessageOperations> Messages { get; }

    public List<OutgoingMessage> Sent { get; } = [];

    public List<(string Client, long Offset)> Consumed { get; } = [];

    public ConsumeResult Result { get; set; } = ConsumeResult.Success;

    /// <summary>Called before a message counts as sent.</summary>
    public Action<OutgoingMessage>? Sending { get; set; }

    /// <summary>A letter of the group, a minute after the one with the offset before.</summary>
    public static LocatedMessage Letter(long offset, string origin = "orders", string? tag = "created", params (string, string)[] more) => StoredMessages.Message(
        $"body {offset}", "%DLQ%billing", 0, offset, tag: tag, keys: $"order-{offset}", uniqueId: $"U{offset}",
        storedAt: Samples.Noon.AddMinutes(offset), properties: [("RETRY_TOPIC", origin), ("ORIGIN_MESSAGE_ID", $"O{offset}"), ("region", "eu"), .. more]);

    public IReadOnlyList<LetterKey> Keys => [.. Letters.Select(LetterKey.Of)];

    private Task<SentMessage> SendAsync(OutgoingMessage message)
    {
        Sending?.Invoke(message);
        Sent.Add(message);
        return Task.FromResult(new SentMessage(ResponseCode.Success, $"new-{Sent.Count}", "offset-id", new MessageQueue(message.Topic, "broker-a", 0), Sent.Count));
    }

    private async IAsyncEnumerable<BrowsePage> Browse(BrowseRequest request)
    {
        await Task.CompletedTask;
        var below = request.Continuation?.Offsets["broker-a:0"] ?? long.MaxValue;
        var fitting = Letters.Where(letter => letter.Message.QueueOffset < below && request.Filter?.Invoke(letter.Message) != false)
            .Where(letter => (request.From is not { } from || letter.StoredAt >= from) && (request.To is not { } to || letter.StoredAt <= to))
            .OrderByDescending(letter => letter.StoredAt).ToList();
        var page = fitting.Take(request.PageSize).ToList();
        yield return new BrowsePage(
            page, page.Count, false,
            fitting.Count > page.Count ? new BrowseContinuation(new Dictionary<string, long> { ["broker-a:0"] = page[^1].Message.QueueOffset }) : null, []);
    }
}
