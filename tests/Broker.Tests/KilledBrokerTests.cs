using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>A broker as a process of its own that is killed while messages wait in it.</summary>
public sealed class KilledBrokerTests
{
    private static readonly Dictionary<string, string> Properties = new()
    {
        ["mappedFileSizeCommitLog"] = "4194304", ["brokerIP1"] = "127.0.0.1", ["transactionCheckInterval"] = "200", ["transactionTimeOut"] = "100",
    };

    [Fact]
    public async Task Everything_that_waits_is_delivered_although_the_process_is_killed_again_and_again()
    {
        using var folder = new TemporaryFolder();
        await using var broker = await ServerProcess.StartBrokerAsync(folder.Path, "", Properties);
        var sent = new List<string>();
        await using (var client = new Producer(broker.Address))
        {
            for (var i = 0; i < 120; i++)
            {
                await client.SendAsync($"timer{i}", 0, ("TIMER_DELAY_MS", $"{500 + (i * 50)}"));
                await client.SendAsync($"delay{i}", 0, ("DELAY", i % 2 == 0 ? "1" : "2"));
                await client.SendAsync($"half{i}", 4, ("TRAN_MSG", "true"), ("PGROUP", "PG"), ("UNIQ_KEY", $"half{i}"));
                sent.AddRange([$"timer{i}", $"delay{i}", $"half{i}"]);
            }
        }

        for (var times = 0; times < 3; times++)
        {
            await broker.KillAndRestartAsync();
            await using var client = new Producer(broker.Address);
            await client.HeartbeatAsync();
            // Killed in the middle of delivering, the last time left to finish.
            var wanted = times < 2 ? sent.Count * (times + 1) / 4 : sent.Count;
            await Eventually.HoldsAsync($"delivery of {wanted}", async () => (await client.BodiesAsync()).Distinct().Count() >= wanted);
        }

        await using var reader = new Producer(broker.Address);
        Assert.Equal(sent.Order(), (await reader.BodiesAsync()).Distinct().Order());
    }

    /// <summary>Sends, commits what it is asked about, and reads what was delivered.</summary>
    private sealed class Producer : IAsyncDisposable, IRequestHandler<CheckTransactionStateRequestHeader>
    {
        private readonly string _address;
        private readonly RemotingClient _client;
        private readonly ConcurrentDictionary<long, string> _bodies = new();

        public Producer(string address)
        {
            _address = address;
            var routes = new RouteTable.Builder(NullLoggerFactory.Instance);
            routes.In(new Lane("test", 1, 100_000)).On(this, RequestCode.CheckTransactionState);
            _client = new RemotingClient(new RemotingClientOptions(), routes.Build(), NullLoggerFactory.Instance, TimeProvider.System, null);
        }

        public async ValueTask<Reply> HandleAsync(Request<CheckTransactionStateRequestHeader> request, CancellationToken stopping)
        {
            await CallAsync(RequestCode.EndTransaction, new EndTransactionRequestHeader
            {
                ProducerGroup = "PG", CommitLogOffset = request.Header.CommitLogOffset, TranStateTableOffset = request.Header.TranStateTableOffset,
                CommitOrRollback = 8, FromTransactionCheck = true, MsgId = request.Header.MsgId!,
            });
            return Reply.None;
        }

        public async Task SendAsync(string body, int flags, params (string Name, string Value)[] properties)
        {
            var response = await CallAsync(RequestCode.SendMessageV2, new SendMessageV2RequestHeader
            {
                ProducerGroup = "PG", Topic = "Orders", DefaultTopic = "TBW102", DefaultTopicQueueNums = 1, QueueId = 0, SysFlag = flags,
                BornTimestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                Properties = MessageProperties.Format(properties.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))),
            }, Encoding.UTF8.GetBytes(body));
            Assert.Equal(ResponseCode.Success, response.ResponseCode);
        }

        public Task<RemotingCommand> HeartbeatAsync() => CallAsync(RequestCode.HeartBeat, null, FastJson.Write(
            new HeartbeatData { ClientID = "p1", ProducerDataSet = [new ProducerData { GroupName = "PG" }] }));

        public async Task<ICollection<string>> BodiesAsync()
        {
            while (true)
            {
                var pull = await CallAsync(RequestCode.PullMessage, new PullMessageRequestHeader
                {
                    ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, QueueOffset = _bodies.Count, MaxMsgNums = 32, SysFlag = 4, Subscription = "*",
                });
                if (pull.ResponseCode != ResponseCode.Success)
                    return _bodies.Values;
                foreach (var message in MessageRecordCodec.DecodeAll(pull.Body))
                    _bodies[message.QueueOffset] = Encoding.UTF8.GetString(message.Body.Span);
            }
        }

        public ValueTask DisposeAsync() => _client.DisposeAsync();

        private Task<RemotingCommand> CallAsync(RequestCode code, IRemotingHeader? header, byte[]? body = null) =>
            _client.InvokeAsync(_address, RemotingCommand.Request(code, header, body), TimeSpan.FromSeconds(30));
    }
}
