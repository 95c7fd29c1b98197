using System.Collections.Concurrent;
using System.Globalization;
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

namespace RocketMQ.EndToEnd.Tests.Replication;

/// <summary>Sends numbered messages, remembers what was acknowledged, and counts it against what can be read from any broker.</summary>
internal sealed class ReplicationLoad : IAsyncDisposable
{
    private const string Topic = "Replicated";
    private const int Queues = 4;

    private readonly RemotingClient _client = new(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
    private readonly ConcurrentDictionary<(int Queue, long Offset), int> _acknowledged = new();
    private int _next;

    /// <summary>Messages that the master has taken, as far as senders were told.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Sends one message.</summary>
    /// <returns>How it was answered: success, or stored without a slave (11, 12).</returns>
    public async Task<ResponseCode> SendAsync(string master, int size = 256)
    {
        var number = Interlocked.Increment(ref _next);
        var answer = await _client.InvokeAsync(
            master,
            new RemotingCommand
            {
                Code = (int)RequestCode.SendMessageV2,
                Body = new byte[size],
                ExtFields = new Dictionary<string, string>
                {
                    ["a"] = "PG", ["b"] = Topic, ["c"] = "TBW102", ["d"] = $"{Queues}", ["e"] = $"{number % Queues}", ["f"] = "0", ["g"] = "1", ["h"] = "0",
                    ["i"] = $"KEYS\u0001{number}\u0002UNIQ_KEY\u0001{UniqueId(number)}",
                },
            },
            TimeSpan.FromSeconds(10));
        if (answer.ResponseCode is ResponseCode.Success or ResponseCode.SlaveNotAvailable or ResponseCode.FlushSlaveTimeout)
        {
            var stored = answer.ReadHeader<SendMessageResponseHeader>();
            _acknowledged[(stored.QueueId!.Value, stored.QueueOffset!.Value)] = number;
        }

        return answer.ResponseCode;
    }

    /// <summary>Sends so many messages, several at a time.</summary>
    public Task SendAsync(string master, int count, int size) => Task.WhenAll(Enumerable.Range(0, 16).Select(async sender =>
    {
        for (var i = sender; i < count; i += 16)
            Assert.NotEqual(ResponseCode.ServiceNotAvailable, await SendAsync(master, size));
    }));

    /// <summary>Sends until a slave confirms.</summary>
    public Task ConfirmedAsync(string master) =>
        Eventually.HoldsAsync("slave that confirms", async () => await SendAsync(master) == ResponseCode.Success);

    /// <summary>Sends with many senders until the master is gone; every answer until then must be the given one.</summary>
    public Task SendUntilItFailsAsync(string master, int senders, ResponseCode wanted) => Task.WhenAll(Enumerable.Range(0, senders).Select(async _ =>
    {
        try
        {
            while (true)
                Assert.Equal(wanted, await SendAsync(master));
        }
        catch (RemotingException)
        {
            // The master was killed, which is the end of the load.
            return;
        }
    }));

    /// <summary>Every acknowledged message can be read from a broker, each where and what it was said to be; a slave writes queue entries behind its log.</summary>
    /// <remarks>A slave that started before its master hears of it at its next registration, after half a minute, and of topics ten seconds later.</remarks>
    public Task AssertCompleteAsync(string broker) =>
        Eventually.HoldsAsync("broker with every acknowledged message", async () => await MissingAsync(broker) == 0, pause: 200, patience: 90);

    /// <summary>Waits until a slave has copied the topic, which it does every ten seconds; before, it lets nobody read it.</summary>
    public Task KnownAsync(string slave) => Eventually.HoldsAsync("slave that knows the topic", async () => (await ReadAsync(slave)).Count > 0, pause: 200);

    /// <summary>Everything that can be read from a broker: queue and offset to the number of the message.</summary>
    public async Task<Dictionary<(int Queue, long Offset), int>> ReadAsync(string broker)
    {
        var read = new Dictionary<(int, long), int>();
        for (var queue = 0; queue < Queues; queue++)
        {
            for (var next = await MinAsync(broker, queue); ;)
            {
                var answer = await _client.InvokeAsync(broker, RemotingCommand.Request(RequestCode.PullMessage, Pull(queue, next)), TimeSpan.FromSeconds(10));
                if (answer.ResponseCode != ResponseCode.Success)
                    break;
                foreach (var message in MessageRecordCodec.DecodeAll(answer.Body))
                    read[(queue, message.QueueOffset)] = int.Parse(message.Property("KEYS")!, CultureInfo.InvariantCulture);
                next = answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset;
            }
        }

        return read;
    }

    /// <summary>The unique id that the sender gave a message.</summary>
    public static string UniqueId(int number) => $"7F000001{number:X24}";

    /// <summary>Messages that a broker finds by key or by unique id.</summary>
    public async Task<IReadOnlyList<StoredMessage>> FindAsync(string broker, string key, bool unique = false)
    {
        var answer = await AskAsync(broker, RequestCode.QueryMessage, new QueryMessageRequestHeader
        {
            Topic = Topic, Key = key, MaxNum = 32, BeginTimestamp = 0, EndTimestamp = long.MaxValue, UniqueKeyQuery = unique ? true : null,
        });
        return answer.ResponseCode == ResponseCode.Success ? [.. MessageRecordCodec.DecodeAll(answer.Body)] : [];
    }

    /// <summary>What a broker tells about replication.</summary>
    public async Task<HaRuntimeInfo> HaStatusAsync(string broker)
    {
        var answer = await _client.InvokeAsync(broker, RemotingCommand.Request(RequestCode.GetBrokerHaStatus), TimeSpan.FromSeconds(10));
        return FastJson.Parse<HaRuntimeInfo>(answer.Body.Span);
    }

    /// <summary>A request whatever it is.</summary>
    public Task<RemotingCommand> AskAsync(string server, RequestCode code, IRemotingHeader? header = null) =>
        _client.InvokeAsync(server, RemotingCommand.Request(code, header), TimeSpan.FromSeconds(10));

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<int> MissingAsync(string broker)
    {
        var readable = await ReadAsync(broker);
        return _acknowledged.Count(message => !readable.TryGetValue(message.Key, out var number) || number != message.Value);
    }

    private async Task<long> MinAsync(string broker, int queue) => (await AskAsync(
        broker, RequestCode.GetMinOffset, new GetMinOffsetRequestHeader { Topic = Topic, QueueId = queue })).ReadHeader<GetMinOffsetResponseHeader>().Offset;

    private static PullMessageRequestHeader Pull(int queue, long offset) => new()
    {
        ConsumerGroup = "CG", Topic = Topic, QueueId = queue, QueueOffset = offset, MaxMsgNums = 32, SysFlag = 4, SuspendTimeoutMillis = 0, Subscription = "*", ExpressionType = "TAG",
    };
}
