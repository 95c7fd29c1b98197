using Microsoft.Extensions.Time.Testing;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class RegistrationTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryNetwork _network = new();
    private readonly FakeNameServer _first;
    private readonly FakeNameServer _second;

    public RegistrationTests()
    {
        (_first, _second) = (new FakeNameServer(_time), new FakeNameServer(_time));
        _network.Listen("127.0.0.1:9876", _first.Server);
        _network.Listen("127.0.0.1:9877", _second.Server);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task A_broker_registers_with_every_name_server_and_unregisters_when_it_stops()
    {
        await using (await StartAsync())
        {
            var (header, body) = await _first.NextAsync();
            var (other, _) = await _second.NextAsync();

            Assert.Equal(("broker-a", "127.0.0.1:10911", "DefaultCluster", 0L), (header.BrokerName, header.BrokerAddr, header.ClusterName, header.BrokerId));
            Assert.Equal("127.0.0.1:10912", header.HaServerAddr);
            Assert.Equal(header.BrokerAddr, other.BrokerAddr);
            Assert.Contains("TBW102", body.TopicConfigSerializeWrapper.TopicConfigTable.Keys);
        }

        Assert.Equal("127.0.0.1:10911", _first.Unregistered!.BrokerAddr);
        Assert.Equal("broker-a", _second.Unregistered!.BrokerName);
    }

    [Fact]
    public async Task A_change_of_topics_is_told_at_once_and_everything_again_after_thirty_seconds()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        var (_, before) = await _first.NextAsync();

        await client.SendAsync("Orders", "m0");
        var (_, after) = await _first.NextAsync();

        Assert.Equal(4, after.TopicConfigSerializeWrapper.TopicConfigTable["Orders"].WriteQueueNums);
        Assert.NotEqual(before.TopicConfigSerializeWrapper.DataVersion, after.TopicConfigSerializeWrapper.DataVersion);
        var next = _first.NextAsync().AsTask();
        await Eventually.HoldsAsync("registration", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(next.IsCompleted);
        });
    }

    [Fact]
    public async Task A_name_server_that_is_away_does_not_matter_and_is_told_when_it_comes()
    {
        _network.Close("127.0.0.1:9877");
        await using var broker = await StartAsync();
        await _first.NextAsync();

        _network.Listen("127.0.0.1:9877", _second.Server);
        var late = _second.NextAsync().AsTask();
        await Eventually.HoldsAsync("registration", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(late.IsCompleted);
        });

        Assert.Equal("broker-a", (await late).Header.BrokerName);
    }

    [Fact]
    public async Task The_order_topics_in_the_answer_are_taken_over()
    {
        _first.Ordered = new KVTable { Table = new() { ["Orders"] = "broker-a:4" } };
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        await client.SendAsync("Orders", "m0");

        await Eventually.HoldsAsync("order", () => Task.FromResult(broker.Server.Node.Topics.Find("Orders")!.IsOrdered));

        Assert.False(broker.Server.Node.Topics.Find("TBW102")!.IsOrdered);
    }

    [Fact]
    public async Task A_new_broker_permission_is_registered_with_every_topic_under_a_new_version()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        var (_, before) = await _first.NextAsync();

        await client.CallAsync(Remoting.Codes.RequestCode.UpdateBrokerConfig, null, "brokerPermission=4\n"u8.ToArray());
        var (_, after) = await _first.NextAsync();

        Assert.NotEqual(before.TopicConfigSerializeWrapper.DataVersion, after.TopicConfigSerializeWrapper.DataVersion);
        Assert.All(after.TopicConfigSerializeWrapper.TopicConfigTable.Values, topic => Assert.Equal(4, topic.Perm));
    }

    [Fact]
    public async Task A_created_topic_is_answered_when_every_name_server_knows_it()
    {
        await using var broker = await StartAsync();
        await using var client = broker.Connect();
        _ = (await _first.NextAsync(), await _second.NextAsync());
        var held = new TaskCompletionSource();
        _second.Answers = held.Task;

        var created = client.CallAsync(RequestCode.UpdateAndCreateTopic, Orders);
        var (_, told) = await _second.NextAsync();
        await client.AskAsync<TopicConfig>(RequestCode.GetTopicConfig, new GetTopicConfigRequestHeader { Topic = "Orders" });
        Assert.False(created.IsCompleted);
        held.SetResult();

        Assert.Equal(ResponseCode.Success, (await created).ResponseCode);
        Assert.Contains("Orders", told.TopicConfigSerializeWrapper.TopicConfigTable.Keys);
    }

    [Fact]
    public async Task A_name_server_that_does_not_answer_does_not_hold_up_a_created_topic_until_it_is_given_up()
    {
        await using var broker = await StartAsync(("registerBrokerTimeoutMills", "60000"));
        await using var client = broker.Connect();
        _ = (await _first.NextAsync(), await _second.NextAsync());
        _second.Answers = new TaskCompletionSource().Task;

        var created = client.CallAsync(RequestCode.UpdateAndCreateTopic, Orders);
        await _second.NextAsync();
        await client.AskAsync<TopicConfig>(RequestCode.GetTopicConfig, new GetTopicConfigRequestHeader { Topic = "Orders" });
        Assert.False(created.IsCompleted);
        await Eventually.HoldsAsync("answer", () =>
        {
            // So little that the minute is not over before patience is.
            _time.Advance(TimeSpan.FromMilliseconds(90));
            return Task.FromResult(created.IsCompleted);
        });

        Assert.Equal(ResponseCode.Success, (await created).ResponseCode);
    }

    private static CreateTopicRequestHeader Orders => new()
    {
        Topic = "Orders",
        DefaultTopic = "TBW102",
        ReadQueueNums = 4,
        WriteQueueNums = 4,
        Perm = 6,
    };

    private Task<TestBroker> StartAsync(params (string Name, string Value)[] more)
    {
        var properties = more.ToDictionary(pair => pair.Name, pair => pair.Value);
        properties["namesrvAddr"] = "127.0.0.1:9876;127.0.0.1:9877";
        return TestBroker.StartAsync(properties, network: _network, time: _time);
    }
}
