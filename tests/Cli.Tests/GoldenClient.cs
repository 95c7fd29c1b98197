using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Cli.Tests;

/// <summary>
/// A client that is connected to all brokers: a member of the consumer group golden-online and of the producer group golden-producers,
/// which tells its state and consumes a message when a broker relays the order.
/// </summary>
internal sealed class GoldenClient : IAsyncDisposable
{
    public const string Id = "192.0.2.2@golden";

    private readonly RemotingClient _remoting;

    private GoldenClient(RemotingClient remoting) => _remoting = remoting;

    public static async Task<GoldenClient> StartAsync(params string[] brokers)
    {
        var lane = new Lane("golden", 1, 10);
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
        routes.In(lane)
            .On(new Answering(FastJson.Write(State())), RequestCode.GetConsumerRunningInfo)
            .On(new Answering(FastJson.Write(new ConsumeMessageDirectlyResult { ConsumeResult = ConsumeResult.Success, SpentTimeMills = 1 })), RequestCode.ConsumeMessageDirectly)
            .On(new Answering([]), RequestCode.ResetConsumerClientOffset, RequestCode.NotifyConsumerIdsChanged);
        var client = new RemotingClient(new RemotingClientOptions(), routes.Build(), NullLoggerFactory.Instance, TimeProvider.System);
        foreach (var broker in brokers)
        {
            var answer = await client.InvokeAsync(
                broker,
                new RemotingCommand
                {
                    Code = (int)RequestCode.HeartBeat, Language = LanguageCode.Java, Body = FastJson.Write(Heartbeat()),
                },
                TimeSpan.FromSeconds(10));
            Assert.Equal(ResponseCode.Success, answer.ResponseCode);
        }

        return new GoldenClient(client);
    }

    public ValueTask DisposeAsync() => _remoting.DisposeAsync();

    private static HeartbeatData Heartbeat() => new()
    {
        ClientID = Id,
        ConsumerDataSet =
        [
            new ConsumerData
            {
                GroupName = "golden-online",
                ConsumeType = ConsumeType.ConsumePassively,
                MessageModel = MessageModel.Clustering,
                ConsumeFromWhere = ConsumeFromWhere.ConsumeFromFirstOffset,
                SubscriptionDataSet = [Subscription("golden", "TagA"), Subscription("%RETRY%golden-online", "*")],
            },
        ],
        ProducerDataSet = [new ProducerData { GroupName = "golden-producers" }],
    };

    private static SubscriptionData Subscription(string topic, string expression) => new()
    {
        Topic = topic, SubString = expression, TagsSet = expression == "*" ? [] : [expression], CodeSet = expression == "*" ? [] : [JavaHash.Of(expression)], SubVersion = 1,
    };

    private static ConsumerRunningInfo State() => new()
    {
        Properties = new()
        {
            ["PROP_CLIENT_VERSION"] = "V4_9_8", ["PROP_CONSUMEORDERLY"] = "false", ["PROP_CONSUMER_START_TIMESTAMP"] = "1795334000000",
            ["PROP_CONSUME_TYPE"] = "CONSUME_PASSIVELY", ["PROP_NAMESERVER_ADDR"] = "ns", ["PROP_THREADPOOL_CORE_SIZE"] = "20",
        },
        SubscriptionSet = [Subscription("golden", "TagA"), Subscription("%RETRY%golden-online", "*")],
        MqTable = new() { [new MessageQueue("golden", "broker-a", 0)] = new ProcessQueueInfo { CommitOffset = 3, CachedMsgCount = 1, LastConsumeTimestamp = 1_795_334_000_000 } },
        StatusTable = new() { ["golden"] = new ConsumeStatus { PullTPS = 1.5, ConsumeFailedMsgs = 2 } },
    };

    private sealed class Answering(byte[] body) : IRequestHandler<NoFields>
    {
        public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) => ValueTask.FromResult(Reply.WithBody(body));
    }
}
