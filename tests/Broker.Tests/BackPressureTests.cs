using Microsoft.Extensions.Time.Testing;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Store;
using RocketMQ.Store.Tests;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>A disk that hangs or refuses, seen from clients: what they are answered, and that nothing queues without bound.</summary>
public sealed class BackPressureTests : IDisposable
{
    private readonly FaultyDisk _disk = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly LogLines _log = new();

    private readonly ManualResetEventSlim _gate = new(false);

    public void Dispose()
    {
        _gate.Dispose();
        _log.Dispose();
    }

    private Task<TestBroker> StartAsync(params (string Name, string Value)[] more) => TestBroker.StartAsync(
        more.ToDictionary(pair => pair.Name, pair => pair.Value), time: _time,
        opener: (options, hooks) => Task.FromResult<IMessageStore>(MessageStore.Open(options, hooks, _disk, _time, _log)));

    [Fact]
    public async Task While_an_append_hangs_other_sends_are_rejected_as_the_original_does()
    {
        await using var broker = await StartAsync(("autoCreateTopicEnable", "true"));
        await using var first = broker.Connect();
        await using var second = broker.Connect();
        await CreateTopicAsync(first, "Orders");
        _disk.Gate = _gate;
        var hanging = Task.Run(() => first.SendAsync("Orders", "hangs"));
        await _disk.Held;
        _time.Advance(TimeSpan.FromMilliseconds(1001));

        var rejected = await second.SendAsync("Orders", "rejected");

        Assert.Equal((ResponseCode.SystemBusy, "[REJECTREQUEST]system busy, start flow control for a while"), (rejected.ResponseCode, rejected.Remark));
        _gate.Set();
        Assert.Equal(ResponseCode.Success, (await hanging).ResponseCode);
        Assert.Equal(ResponseCode.Success, (await second.SendAsync("Orders", "again")).ResponseCode);
    }

    [Fact]
    public async Task Sends_that_wait_for_the_disk_are_bounded()
    {
        await using var broker = await StartAsync(("flushDiskType", "SYNC_FLUSH"), ("sendThreadPoolQueueCapacity", "3"));
        await using var client = broker.Connect();
        await CreateTopicAsync(client, "Orders");
        _disk.FlushGate = _gate;
        var waiting = Enumerable.Range(0, 3).Select(i => client.SendAsync("Orders", $"m{i}")).ToList();
        await Eventually.HoldsAsync("three waiting sends", () => Task.FromResult(broker.Server.Node.Sends.Waiting == 3));

        var refused = await client.SendAsync("Orders", "too many");

        Assert.Equal(ResponseCode.SystemBusy, refused.ResponseCode);
        Assert.StartsWith("[OVERLOAD]system busy, start flow control for a while", refused.Remark, StringComparison.Ordinal);
        _gate.Set();
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(ResponseCode.Success, answer.ResponseCode));
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Orders", "again")).ResponseCode);
    }

    [Fact]
    public async Task Pulls_that_wait_for_messages_are_bounded()
    {
        await using var broker = await StartAsync(("pullThreadPoolQueueCapacity", "2"));
        await using var client = broker.Connect();
        await CreateTopicAsync(client, "Orders");
        var waiting = Enumerable.Range(0, 2).Select(queue => client.PullAsync("Orders", queue, 0, flags: 6)).ToList();
        await Eventually.HoldsAsync("two waiting pulls", () => Task.FromResult(broker.Server.Node.Waiting.Count == 2));

        var refused = await client.PullAsync("Orders", 2, 0, flags: 6);

        Assert.Equal(ResponseCode.SystemBusy, refused.ResponseCode);
        Assert.StartsWith("[OVERLOAD]system busy", refused.Remark, StringComparison.Ordinal);
        Assert.All(waiting, pull => Assert.False(pull.IsCompleted));
        await client.SendAsync("Orders", "wakes", queueId: 1);
        Assert.Equal(ResponseCode.Success, (await waiting[1]).ResponseCode);
    }

    [Fact]
    public async Task A_full_disk_is_answered_14_shown_in_the_runtime_information_and_over_by_itself()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await CreateTopicAsync(client, "Orders");
        await client.SendAsync("Orders", "before");
        Assert.Equal(("Writable", ""), await HealthAsync(client));

        _disk.Error = "No space left on device";
        var stored = 1;
        var answer = await client.SendBytesAsync("Orders", new byte[100_000]);
        for (; answer.ResponseCode == ResponseCode.Success; stored++)
            answer = await client.SendBytesAsync("Orders", new byte[100_000]);

        Assert.Equal(ResponseCode.ServiceNotAvailable, answer.ResponseCode);
        Assert.StartsWith("service not available now.", answer.Remark, StringComparison.Ordinal);
        Assert.Contains("No space left on device", answer.Remark, StringComparison.Ordinal);
        var (health, problem) = await HealthAsync(client);
        Assert.Equal("DiskTrouble", health);
        Assert.Contains("No space left on device", problem, StringComparison.Ordinal);
        var pulled = await client.PullAsync("Orders", 0, 0);
        Assert.Equal("before", TestClient.Bodies(pulled)[0]);

        _disk.Error = null;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ResponseCode.Success, (await client.SendAsync("Orders", "after")).ResponseCode);
        Assert.Equal(("Writable", ""), await HealthAsync(client));
    }

    [Fact]
    public async Task Keys_of_one_hash_are_not_mixed_up_in_the_answer_to_a_query()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        Assert.Equal(JavaHash.Of("Orders#Aa"), JavaHash.Of("Orders#BB"));
        await client.SendAsync("Orders", "a", keys: "Aa");
        await client.SendAsync("Orders", "b", keys: "BB");

        var found = await client.CallAsync(RequestCode.QueryMessage, new QueryMessageRequestHeader
        {
            Topic = "Orders", Key = "BB", MaxNum = 32, BeginTimestamp = 0, EndTimestamp = long.MaxValue,
        });

        Assert.Equal(["b"], TestClient.Bodies(found));
    }

    private static async Task<(string Health, string Problem)> HealthAsync(TestClient client)
    {
        var table = (await client.AskAsync<KVTable>(RequestCode.GetBrokerRuntimeInfo)).Table;
        return (table["storeHealth"], table["storeHealthProblem"]);
    }

    private static async Task CreateTopicAsync(TestClient client, string topic) => Assert.Equal(
        ResponseCode.Success,
        (await client.CallAsync(RequestCode.UpdateAndCreateTopic, new CreateTopicRequestHeader
        {
            Topic = topic, DefaultTopic = "TBW102", ReadQueueNums = 4, WriteQueueNums = 4, Perm = 6, TopicFilterType = "SINGLE_TAG",
        })).ResponseCode);
}
