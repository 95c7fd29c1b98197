using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>
/// Sends numbered messages until so many are acknowledged, through whatever happens to the broker, and remembers every
/// acknowledgement: message id, queue and offset.
/// </summary>
internal sealed class CrashLoad : IAsyncDisposable
{
    private const int Senders = 64;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly RemotingClient _client = new(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
    private readonly string _broker;
    private readonly string _topic;
    private readonly byte[] _body = new byte[1024];
    private int _next;

    public CrashLoad(string broker, string topic)
    {
        _broker = broker;
        _topic = topic;
        new Random(1).NextBytes(_body);
    }

    public string Topic => _topic;

    /// <summary>What was acknowledged: number of the message to where it is.</summary>
    public ConcurrentDictionary<int, Acknowledged> Acknowledgements { get; } = new();

    /// <summary>Sends until <paramref name="count"/> messages are acknowledged.</summary>
    public Task SendUntilAsync(int count) => Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
    {
        while (Acknowledgements.Count < count)
            await SendOneAsync(Interlocked.Increment(ref _next));
    }));

    /// <summary>A request whatever its answer.</summary>
    public Task<RemotingCommand> AskAsync(RequestCode code, Dictionary<string, string> fields) =>
        _client.InvokeAsync(_broker, new RemotingCommand { Code = (int)code, ExtFields = fields }, Timeout);

    /// <summary>Sends one more message that does not count, and tells how it was answered.</summary>
    public Task<RemotingCommand> TryOneAsync() => _client.InvokeAsync(_broker, Message(0), Timeout);

    /// <summary>Sends until a message is refused because of the disk, and tells how.</summary>
    public async Task<RemotingCommand> RefusedAsync()
    {
        RemotingCommand? refused = null;
        await Eventually.HoldsAsync("refusal", async () =>
        {
            refused = await TryOneAsync();
            return refused.ResponseCode == ResponseCode.ServiceNotAvailable;
        });
        return refused!;
    }

    /// <summary>What the broker says of its store in its statistics.</summary>
    public async Task<string> HealthAsync() => FastJson.Parse<KVTable>((await AskAsync(RequestCode.GetBrokerRuntimeInfo, [])).Body.Span).Table["storeHealth"];

    public static string KeyOf(int number) => $"crash-{number}";

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task SendOneAsync(int number)
    {
        try
        {
            var response = await _client.InvokeAsync(_broker, Message(number), Timeout);
            if (response is { ResponseCode: ResponseCode.Success, ExtFields: { } fields })
                Acknowledgements[number] = new Acknowledged(fields["msgId"], fields["queueId"], fields["queueOffset"]);
        }
        catch (RemotingException)
        {
            // The broker is down for the moment, or took the message and died before it said so: not acknowledged either way.
            await Task.Delay(20);
        }
    }

    private RemotingCommand Message(int number) => new()
    {
        Code = (int)RequestCode.SendMessageV2,
        Body = _body,
        ExtFields = new Dictionary<string, string>
        {
            ["a"] = "crash-load",
            ["b"] = _topic,
            ["c"] = "TBW102",
            ["d"] = "4",
            ["e"] = $"{number % 4}",
            ["f"] = "0",
            ["g"] = "1",
            ["h"] = "0",
            ["i"] = $"KEYS\u0001{KeyOf(number)}\u0002TAGS\u0001crash",
        },
    };

    internal sealed record Acknowledged(string MessageId, string QueueId, string QueueOffset)
    {
        /// <summary>The last 16 digits of an offset message id are the position in the log.</summary>
        public long PhysicalOffset => Convert.ToInt64(MessageId[^16..], 16);
    }
}
