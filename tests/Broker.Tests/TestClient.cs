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
internal sealed class TestClient : IAsyncDisposable, IRequestHandler<NotifyConsumerIdsChangedRequestHeader>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly RemotingClient _client;
    private readonly Channel<string> _notified = Channel.CreateUnbounded<string>();

    public TestClient(MemoryNetwork network, FakeTimeProvider time, AccessKeys? keys = null)
    {
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
        routes.In(new Lane("test", 1, 1000)).On(this, RequestCode.NotifyConsumerIdsChanged);
        _client = new RemotingClient(new RemotingClientOptions { Keys = keys }, routes.Build(), NullLoggerFactory.Instance, time, network);
    }

    public ValueTask<Reply> HandleAsync(Request<NotifyConsumerIdsChangedRequestHeader> request, CancellationToken stopping)
    {
        _notified.Writer.TryWrite(request.Header.ConsumerGroup);
        return ValueTask.FromResult(Reply.None);
    }

    /// <summary>The group that the broker says has changed.</summary>
    public ValueTask<string> NextNotificationAsync() => _notified.Reader.ReadAsync();

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
        CallAsync(RequestCode.HeartBeat, null, FastJson.Write(new HeartbeatData
        {
            ClientID = clientId,
            ConsumerDataSet =
            [
                new ConsumerData
                {
                    GroupName = group,
                    ConsumeType = ConsumeType.ConsumePassively,
                    MessageModel = MessageModel.Clustering,
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
