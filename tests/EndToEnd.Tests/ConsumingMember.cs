using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A member of a consumer group that consumes what it is told to at once, and pulls nothing.</summary>
internal sealed class ConsumingMember : IAsyncDisposable
{
    private readonly RemotingClient _client;
    private readonly Consuming _consuming;

    private ConsumingMember(RemotingClient client, Consuming consuming) => (_client, _consuming) = (client, consuming);

    /// <summary>How many messages it was told to consume.</summary>
    public int Consumed => _consuming.Count;

    public static async Task<ConsumingMember> JoinAsync(string broker, string group, string topic, string clientId)
    {
        var consuming = new Consuming();
        var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
        routes.In(new Lane("member", 1, 10)).On(consuming, RequestCode.ConsumeMessageDirectly);
        var client = new RemotingClient(new RemotingClientOptions(), routes.Build(), NullLoggerFactory.Instance, TimeProvider.System);
        var heartbeat = new HeartbeatData
        {
            ClientID = clientId,
            ConsumerDataSet =
            [
                new ConsumerData
                {
                    GroupName = group,
                    ConsumeType = ConsumeType.ConsumePassively,
                    MessageModel = MessageModel.Clustering,
                    ConsumeFromWhere = ConsumeFromWhere.ConsumeFromFirstOffset,
                    SubscriptionDataSet = [new SubscriptionData { Topic = topic, SubString = "*", SubVersion = 1 }],
                },
            ],
        };
        var answer = await client.InvokeAsync(
            broker, new RemotingCommand { Code = (int)RequestCode.HeartBeat, Language = LanguageCode.Java, Body = FastJson.Write(heartbeat) }, TimeSpan.FromSeconds(10));
        Assert.Equal(ResponseCode.Success, answer.ResponseCode);
        return new ConsumingMember(client, consuming);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private sealed class Consuming : IRequestHandler<NoFields>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.FromResult(Reply.WithBody(FastJson.Write(new ConsumeMessageDirectlyResult { ConsumeResult = ConsumeResult.Success, SpentTimeMills = 1 })));
        }
    }
}
