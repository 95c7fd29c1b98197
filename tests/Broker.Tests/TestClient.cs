using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Model;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>Speaks to a <see cref="TestBroker"/> as a RocketMQ client does, and hears what the broker tells it.</summary>
internal sealed class TestClient : IAsyncDisposable, IRequestHandler<NotifyConsumerIdsChangedRequestHeader>, IRequestHandler<CheckTransactionStateRequestHeader>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly RemotingClient _client;
    private readonly Channel<RemotingCommand> _asked = Channel.CreateUnbounded<RemotingCommand>();
    private readonly Channel<string> _notified = Channel.CreateUnbounded<string>();
    private readonly Channel<RemotingCommand> _checks = Channel.CreateUnbounded<RemotingCommand>();

    public TestClient(
        MemoryNetwork network, FakeTimeProvider time, AccessKeys? keys = null, params (RequestCode Code, Func<RemotingCommand, Reply> Answer)[] answers)
    {
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
        var lane = new Lane("test", 1, 1_000_000);
        routes.In(lane)
            .On<NotifyConsumerIdsChangedRequestHeader>(this, RequestCode.NotifyConsumerIdsChanged)
            .On<CheckTransactionStateRequestHeader>(this, RequestCode.CheckTransactionState);
        foreach (var (code, answer) in answers)
            routes.In(lane).On(new Answering(_asked, answer), code);
        _client = new RemotingClient(new RemotingClientOptions { Keys = keys }, routes.Build(), NullLoggerFactory.Instance, time, network);
    }

    public ValueTask<Reply> HandleAsync(Request<NotifyConsumerIdsChangedRequestHeader> request, CancellationToken stopping)
    {
        _notified.Writer.TryWrite(request.Header.ConsumerGroup);
        return ValueTask.FromResult(Reply.None);
    }

    public ValueTask<Reply> HandleAsync(Request<CheckTransactionStateRequestHeader> request, CancellationToken stopping)
    {
        _checks.Writer.TryWrite(request.Command);
        return ValueTask.FromResult(Reply.None);
    }

    /// <summary>The next question about a transaction.</summary>
    public ValueTask<RemotingCommand> NextCheckAsync() => _checks.Reader.ReadAsync();

    public int Checks => _checks.Reader.Count;

    /// <summary>The group that the broker says has changed.</summary>
    public ValueTask<string> NextNotificationAsync() => _notified.Reader.ReadAsync();

    /// <summary>The next request of the broker that this client was made to answer.</summary>
    public ValueTask<RemotingCommand> NextRequestAsync() => _asked.Reader.ReadAsync();

    public bool HasNotification => _notified.Reader.Count > 0;

    public Task<RemotingCommand> CallAsync(RequestCode code, IRemotingHeader? header = null, byte[]? body = null) =>
        _client.InvokeAsync(TestBroker.Address, RemotingCommand.Request(code, header, body), Timeout);

    public async Task<T> AskAsync<T>(RequestCode code, IRemotingHeader? header = null, byte[]? body = null)
        where T : class
    {
        var response = await CallAsync(code, header, body);
        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        return FastJson.Parse<T>(response.Body.Span);
    }

    public Task<RemotingCommand> SendAsync(
        string topic, string body, int queueId = 0, string? tags = null, string? keys = null, params (string Name, string Value)[] properties) =>
        SendBytesAsync(topic, Encoding.UTF8.GetBytes(body), queueId, PropertiesOf(tags, keys, properties));

    public Task<RemotingCommand> SendBytesAsync(string topic, byte[] body, int queueId = 0, string? properties = null, int reconsumeTimes = 0) =>
        CallAsync(RequestCode.SendMessageV2, new SendMessageV2RequestHeader
        {
            ProducerGroup = "PG",
            Topic = topic,
            DefaultTopic = "TBW102",
            DefaultTopicQueueNums = 4,
            QueueId = queueId,
            BornTimestamp = 1,
            Properties = properties,
            ReconsumeTimes = reconsumeTimes,
            Batch = false,
        }, body);

    /// <summary>Sends the first half of a transaction.</summary>
    public Task<RemotingCommand> SendHalfAsync(string topic, string body, int queueId = 0, long born = 1, params (string Name, string Value)[] properties) =>
        CallAsync(RequestCode.SendMessageV2, new SendMessageV2RequestHeader
        {
            ProducerGroup = "PG",
            Topic = topic,
            DefaultTopic = "TBW102",
            DefaultTopicQueueNums = 4,
            QueueId = queueId,
            SysFlag = 4,
            BornTimestamp = born,
            Properties = PropertiesOf("TagA", null, [("TRAN_MSG", "true"), ("PGROUP", "PG"), ("WAIT", "true"), .. properties]),
        }, Encoding.UTF8.GetBytes(body));

    /// <summary>Says what becomes of a transaction; 8 commits, 12 rolls back.</summary>
    public Task<RemotingCommand> EndAsync(RemotingCommand half, int outcome, string group = "PG")
    {
        var sent = half.ReadHeader<SendMessageResponseHeader>();
        Assert.True(MessageIds.TryParseOffsetId(sent.MsgId, out _, out var position));
        return EndAsync(sent.QueueOffset!.Value, position, outcome, group);
    }

    public Task<RemotingCommand> EndAsync(long halfOffset, long position, int outcome, string group = "PG") =>
        CallAsync(RequestCode.EndTransaction, new EndTransactionRequestHeader
        {
            ProducerGroup = group,
            TranStateTableOffset = halfOffset,
            CommitLogOffset = position,
            CommitOrRollback = outcome,
            MsgId = "unused",
        });

    public Task<RemotingCommand> PullAsync(
        string topic, int queueId, long offset, int flags = 4, string? subscription = "*", string group = "CG", long suspend = 15_000,
        long commit = 0, long subVersion = 0, string? expressionType = "TAG", RequestCode code = RequestCode.PullMessage) =>
        CallAsync(code, new PullMessageRequestHeader
        {
            ConsumerGroup = group,
            Topic = topic,
            QueueId = queueId,
            QueueOffset = offset,
            MaxMsgNums = 32,
            SysFlag = flags,
            CommitOffset = commit,
            SuspendTimeoutMillis = suspend,
            Subscription = subscription,
            SubVersion = subVersion,
            ExpressionType = expressionType,
        });

    public Task<RemotingCommand> HeartbeatAsync(string clientId, string group, params SubscriptionData[] subscriptions) =>
        HeartbeatAsync(clientId, group, ConsumeType.ConsumePassively, MessageModel.Clustering, subscriptions);

    public Task<RemotingCommand> HeartbeatAsync(
        string clientId, string group, ConsumeType type, MessageModel model, params SubscriptionData[] subscriptions) =>
        CallAsync(RequestCode.HeartBeat, null, FastJson.Write(new HeartbeatData
        {
            ClientID = clientId,
            ConsumerDataSet =
            [
                new ConsumerData
                {
                    GroupName = group,
                    ConsumeType = type,
                    MessageModel = model,
                    ConsumeFromWhere = ConsumeFromWhere.ConsumeFromLastOffset,
                    SubscriptionDataSet = [.. subscriptions],
                },
            ],
            ProducerDataSet = [new ProducerData { GroupName = "PG" }],
        }));

    public async Task<long> OffsetAsync(string topic, string group, int queueId)
    {
        var response = await CallAsync(
            RequestCode.QueryConsumerOffset, new QueryConsumerOffsetRequestHeader { Topic = topic, ConsumerGroup = group, QueueId = queueId });
        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        return response.ReadHeader<QueryConsumerOffsetResponseHeader>().Offset;
    }

    public static IReadOnlyList<string> Bodies(RemotingCommand pull) =>
        [.. MessageRecordCodec.DecodeAll(pull.Body).Select(message => Encoding.UTF8.GetString(message.Body.Span))];

    public static SubscriptionData Subscribe(string topic, string expression = "*", long version = 1) => new()
    {
        Topic = topic,
        SubString = expression,
        SubVersion = version,
        TagsSet = expression == "*" ? [] : [expression],
        CodeSet = expression == "*" ? [] : [JavaHash.Of(expression)],
    };

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private sealed class Answering(Channel<RemotingCommand> asked, Func<RemotingCommand, Reply> answer) : IRequestHandler<NoFields>
    {
        public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
        {
            asked.Writer.TryWrite(request.Command);
            return ValueTask.FromResult(answer(request.Command));
        }
    }

    private static string? PropertiesOf(string? tags, string? keys, (string Name, string Value)[] properties)
    {
        var all = properties.ToDictionary(pair => pair.Name, pair => pair.Value);
        if (tags is not null)
            all["TAGS"] = tags;
        if (keys is not null)
            all["KEYS"] = keys;
        return all.Count == 0 ? null : MessageProperties.Format(all);
    }
}
