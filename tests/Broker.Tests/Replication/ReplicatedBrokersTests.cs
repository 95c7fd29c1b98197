using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>A synchronous master and its slave as processes of their own.</summary>
public sealed class ReplicatedBrokersTests : IAsyncDisposable
{
    private const int Senders = 32;
    private const int Queues = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly RemotingClient _client = new(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
    private readonly ConcurrentDictionary<(int Queue, long Offset), int> _acknowledged = new();
    private int _next;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task No_acknowledged_message_is_missing_on_the_slave_when_the_master_is_killed_under_load()
    {
        await using var master = await StartMasterAsync();
        await using var slave = await StartSlaveAsync(master);
        await ConfirmedAsync(master.Address);

        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendUntilItFailsAsync(master.Address)));
        await Eventually.HoldsAsync("3000 acknowledged messages", () => Task.FromResult(_acknowledged.Count >= 3000));
        await master.KillAsync();
        await sending;

        await AssertCompleteAsync(slave.Address);
        var refused = await SendAsync(slave.Address, 1);
        Assert.Equal(ResponseCode.ServiceNotAvailable, refused.ResponseCode);
    }

    [Fact]
    public async Task A_slave_that_was_killed_catches_up_and_is_waited_for_again()
    {
        await using var master = await StartMasterAsync();
        await using var slave = await StartSlaveAsync(master);
        await ConfirmedAsync(master.Address);
        await slave.KillAsync();
        await Eventually.HoldsAsync("a master without a slave", async () =>
            (await SendAsync(master.Address, Interlocked.Increment(ref _next))).ResponseCode == ResponseCode.SlaveNotAvailable);
        for (var i = 0; i < 200; i++)
            Note(await SendAsync(master.Address, ++_next), ResponseCode.SlaveNotAvailable);

        await slave.RestartAsync();
        await ConfirmedAsync(master.Address);

        await AssertCompleteAsync(slave.Address);
        await AssertCompleteAsync(master.Address);
    }

    private Task<ServerProcess> StartMasterAsync() => ServerProcess.StartBrokerAsync(_folder["m"], "", Properties("SYNC_MASTER", 0));

    private Task<ServerProcess> StartSlaveAsync(ServerProcess master)
    {
        var (host, port) = (master.Address.Split(':')[0], int.Parse(master.Address.Split(':')[1], CultureInfo.InvariantCulture));
        var properties = Properties("SLAVE", 1);
        properties["haMasterAddress"] = $"{host}:{port + 1}";
        return ServerProcess.StartBrokerAsync(_folder["s"], "", properties);
    }

    private static Dictionary<string, string> Properties(string role, int id) => new()
    {
        ["brokerRole"] = role, ["brokerId"] = $"{id}", ["mappedFileSizeCommitLog"] = "4194304", ["brokerIP1"] = "127.0.0.1",
    };

    /// <summary>Sends until a slave confirms.</summary>
    private Task ConfirmedAsync(string master) => Eventually.HoldsAsync("a slave that confirms", async () =>
        Note(await SendAsync(master, Interlocked.Increment(ref _next)), ResponseCode.Success));

    private async Task SendUntilItFailsAsync(string master)
    {
        try
        {
            while (true)
                Note(await SendAsync(master, Interlocked.Increment(ref _next)), ResponseCode.Success);
        }
        catch (RemotingException)
        {
            // The master was killed, which is the end of the load.
            return;
        }
    }

    private bool Note(RemotingCommand answer, ResponseCode wanted)
    {
        if (answer.ResponseCode != wanted)
            return false;
        var stored = answer.ReadHeader<SendMessageResponseHeader>();
        _acknowledged[(stored.QueueId!.Value, stored.QueueOffset!.Value)] = 1;
        return true;
    }

    private Task<RemotingCommand> SendAsync(string broker, int number) => _client.InvokeAsync(
        broker,
        new RemotingCommand
        {
            Code = (int)RequestCode.SendMessageV2,
            Body = new byte[256],
            ExtFields = new Dictionary<string, string>
            {
                ["a"] = "PG", ["b"] = "Replicated", ["c"] = "TBW102", ["d"] = $"{Queues}", ["e"] = $"{number % Queues}", ["f"] = "0", ["g"] = "1", ["h"] = "0",
                ["i"] = $"KEYS\u0001{number}",
            },
        },
        TimeSpan.FromSeconds(10));

    /// <summary>Every acknowledged message becomes visible; a slave writes queue entries behind its log.</summary>
    private Task AssertCompleteAsync(string broker) =>
        Eventually.HoldsAsync("broker with every acknowledged message", async () => (await MissingAsync(broker)).Count == 0);

    /// <summary>The acknowledged messages that a broker does not have.</summary>
    private async Task<IReadOnlyList<(int Queue, long Offset)>> MissingAsync(string broker)
    {
        var ends = new long[Queues];
        for (var queue = 0; queue < Queues; queue++)
        {
            var answer = await _client.InvokeAsync(
                broker, RemotingCommand.Request(RequestCode.GetMaxOffset, new GetMaxOffsetRequestHeader { Topic = "Replicated", QueueId = queue }), TimeSpan.FromSeconds(10));
            ends[queue] = answer.ReadHeader<GetMaxOffsetResponseHeader>().Offset;
        }

        return [.. _acknowledged.Keys.Where(message => message.Offset >= ends[message.Queue])];
    }
}
