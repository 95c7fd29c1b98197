using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Interop.Tests;

/// <summary>A master that is killed underneath a consumer that keeps running, and comes back.</summary>
public sealed class MasterLossTests : IAsyncLifetime
{
    private const string Topic = "ons-master-loss";

    private readonly TemporaryFolder _folder = new();
    private readonly RemotingClient _client = new(
        new(), RouteTable.Empty, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System);
    private ServerProcess _nameServer = null!;
    private ServerProcess _master = null!;
    private ServerProcess _slave = null!;

    public async Task InitializeAsync()
    {
        _nameServer = await ServerProcess.StartNameServerAsync(_folder["n"]);
        _master = await ServerProcess.StartBrokerAsync(_folder["m"], _nameServer.Address, new() { ["brokerRole"] = "SYNC_MASTER" });
        _slave = await ServerProcess.StartBrokerAsync(_folder["s"], _nameServer.Address, new() { ["brokerRole"] = "SLAVE", ["brokerId"] = "1" });
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        foreach (var server in new[] { _slave, _master, _nameServer })
            await server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_consumer_goes_on_through_the_loss_of_its_master_and_returns_to_it()
    {
        await CreateTopicAsync();
        await using var producer = await AliOns.StartAsync("produce", _nameServer.Address, "ons-producers");
        await using var running = await AliOns.StartAsync("consume", _nameServer.Address, "ons-running", Topic, "*");
        await SendAsync(producer, "first", 1);
        await AssertReceivedAsync(running, "first", 1);
        await SendAsync(producer, "before", 20);
        await AssertReceivedAsync(running, "before", 20);
        // A slave copies topics every ten seconds; a master that dies before leaves one that does not know the topic.
        await Eventually.HoldsAsync("slave that knows the topic", async () => (await PullAsync(_slave.Address, 0, 0)).ResponseCode != ResponseCode.TopicNotExist);

        await _master.KillAsync();

        // The route leads to the slave alone, and that has everything; it sends readers back to the master when there is one.
        await Eventually.HoldsAsync("route to the slave alone", async () => await RouteAsync() is { } route
            && !route.Contains(_master.Address, StringComparison.Ordinal) && route.Contains($"\"1\":\"{_slave.Address}\"", StringComparison.Ordinal));
        Assert.Equal(21, await ReadableAsync(_slave.Address));

        await _master.RestartAsync();
        await SendAsync(producer, "after", 20);
        await AssertReceivedAsync(running, "after", 20);

        // Without the slave there is nobody but the master.
        await _slave.KillAsync();
        await SendAsync(producer, "alone", 10);
        await AssertReceivedAsync(running, "alone", 10);
    }

    private static async Task SendAsync(AliOns producer, string name, int count)
    {
        for (var sent = 0; sent < count; sent++)
        {
            var body = $"{name} {sent}";
            // A client notices only by a failure that a broker is another process now.
            await Eventually.HoldsAsync($"acknowledgement of '{body}'", async () => await producer.TrySendAsync(Topic, "t", body) is not null);
        }
    }

    /// <summary>Creates the topic as mqadmin does, and waits until the name server knows its route.</summary>
    private async Task CreateTopicAsync()
    {
        await AskAsync(_master.Address, RequestCode.UpdateAndCreateTopic, new()
        {
            ["topic"] = Topic, ["defaultTopic"] = "TBW102", ["readQueueNums"] = "4", ["writeQueueNums"] = "4", ["perm"] = "6", ["topicFilterType"] = "SINGLE_TAG",
            ["topicSysFlag"] = "0", ["order"] = "false",
        });
        await Eventually.HoldsAsync("route of the topic", async () =>
            (await AskAsync(_nameServer.Address, RequestCode.GetRouteInfoByTopic, new() { ["topic"] = Topic })).ResponseCode == ResponseCode.Success);
    }

    private static async Task AssertReceivedAsync(AliOns consumer, string name, int count)
    {
        var missing = Enumerable.Range(0, count).Select(i => $"{name} {i}").ToHashSet();
        while (missing.Count > 0)
            missing.Remove((await consumer.ReceiveAsync()).Body);
    }

    private async Task<string?> RouteAsync()
    {
        var answer = await AskAsync(_nameServer.Address, RequestCode.GetRouteInfoByTopic, new() { ["topic"] = Topic });
        return answer.ResponseCode == ResponseCode.Success ? System.Text.Encoding.UTF8.GetString(answer.Body.Span) : null;
    }

    /// <summary>Messages that can be read from a broker.</summary>
    private async Task<int> ReadableAsync(string broker)
    {
        var count = 0;
        for (var queue = 0; queue < 4; queue++)
        {
            for (var next = 0L; ;)
            {
                var answer = await PullAsync(broker, queue, next);
                if (answer.ResponseCode != ResponseCode.Success)
                    break;
                Assert.Equal("0", answer.ExtFields!["suggestWhichBrokerId"]);
                count += MessageRecordCodec.DecodeAll(answer.Body).Count;
                next = long.Parse(answer.ExtFields["nextBeginOffset"], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return count;
    }

    private Task<RemotingCommand> PullAsync(string broker, int queue, long offset) => AskAsync(broker, RequestCode.PullMessage, new()
    {
        ["consumerGroup"] = "probe", ["topic"] = Topic, ["queueId"] = $"{queue}", ["queueOffset"] = $"{offset}", ["maxMsgNums"] = "32", ["sysFlag"] = "4",
        ["commitOffset"] = "0", ["suspendTimeoutMillis"] = "0", ["subVersion"] = "0", ["subscription"] = "*",
    });

    private Task<RemotingCommand> AskAsync(string address, RequestCode code, Dictionary<string, string> fields) =>
        _client.InvokeAsync(address, new RemotingCommand { Code = (int)code, ExtFields = fields }, TimeSpan.FromSeconds(10));
}
